/**
 * The fast blocks on DJL: transposed convolutions in one, two and three dimensions, initialisers
 * with a named fan, and {@link deconvlab.nn.TorchScript}, the bridge to the native operators that
 * DJL does not offer.
 */
package deconvlab.nn;
