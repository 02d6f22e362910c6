/**
 * Images for training: the embedded CIFAR-10 subset and the full set by download or import, held as
 * bytes on the host ({@link deconvlab.data.ImageSet}) and on the device ({@link
 * deconvlab.data.DeviceImages}), split, thinned and ordered by the run's seed, and turned into
 * normalised, augmented batches on the device ({@link deconvlab.data.Batches}).
 */
package deconvlab.data;
