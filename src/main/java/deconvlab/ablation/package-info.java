/**
 * Experiments of several runs that differ in one thing. So far the headline: DDNet healthy, broken
 * and mended, on one seed.
 */
package deconvlab.ablation;
