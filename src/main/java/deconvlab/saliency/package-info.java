/**
 * Pictures of what a unit of a trained network saw, and how much they depend on what it learnt: one
 * way back through {@link deconvlab.saliency.Lens} with three rules for ReLU, the patches that a
 * unit fires at, and networks whose layers are {@link deconvlab.saliency.Randomised} from the top.
 */
package deconvlab.saliency;
