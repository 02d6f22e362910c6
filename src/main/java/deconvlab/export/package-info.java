/** Networks and runs in the forms that other programs read: ONNX, CSV, Parquet, MLflow. */
package deconvlab.export;
