package deconvlab.report;

import deconvlab.plot.Figure;

/** A picture and what stands below it. */
record Picture(Figure<?> figure, String caption) {}
