package deconvlab.record;

/**
 * How near pictures are to those they were to be, pixels in [0, 1]; each the mean over a split's
 * images.
 *
 * @param psnr peak signal-to-noise ratio in dB; infinite where a picture is right to the last bit
 * @param ssim structural similarity, 1 where pictures are equal
 * @param checkerboard share of the error's energy that repeats with period 2, over that of white
 *     noise: 1 for none
 */
public record PictureScore(double psnr, double ssim, double checkerboard) {}
