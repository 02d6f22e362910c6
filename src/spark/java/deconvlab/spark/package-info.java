/**
 * A study's runs on a cluster of Apache Spark: they are a distributed collection, Spark says where
 * each is made and makes it again where an executor is lost. Built by {@code mvn -Pspark package}
 * alone. What an executor loads of it knows Spark and Java, nothing of ours: a run is made by a
 * process of its own, whose class path is deconv-lab's.
 */
package deconvlab.spark;
