/**
 * Pictures of what a unit of a trained network saw, and how much they depend on what it learnt: one
 * way back through {@link deconvlab.saliency.Lens} with three rules for ReLU, the patches that a
 * unit fires at, and the {@link deconvlab.saliency.Cascade} of networks that forget.
 */
package deconvlab.saliency;
