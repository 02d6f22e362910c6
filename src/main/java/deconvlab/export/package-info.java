/** Networks in the form that other programs read: ONNX. */
package deconvlab.export;
