/**
 * The networks of the project, each a short {@link deconvlab.model.Layout} of layers from which one
 * class builds a DJL block: {@code s1}, {@code s2}, {@code ddnet}, {@code ddnet-as-written}, {@code
 * s4}, {@code cnn}, {@code vgg}, {@code stack}, {@code upsampler}, {@code restorer}, {@code plain},
 * {@code autoencoder}, {@code vae}, {@code generator}; and each one's twin without transposed
 * convolutions.
 */
package deconvlab.model;
