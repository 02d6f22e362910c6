/**
 * The networks of the project, each a short {@link deconvlab.model.Layout} of layers from which one
 * class builds a DJL block: {@code ddnet}, {@code ddnet-as-written}, {@code stack}, {@code cnn}.
 */
package deconvlab.model;
