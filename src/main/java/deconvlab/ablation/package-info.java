/**
 * Experiments of several runs. A study has arms, each run with the same seeds; a runner makes the
 * runs that a store lacks. The headline, DDNet healthy, broken and mended on one seed, stands by
 * itself.
 */
package deconvlab.ablation;
