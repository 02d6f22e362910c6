/** Text that comes out the same in every locale and on every terminal; uses nothing of ours. */
package deconvlab.text;
