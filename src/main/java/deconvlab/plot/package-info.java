/**
 * The house's pictures: line charts on XChart, heat maps, image grids, bars and matrices on {@link
 * java.awt.Graphics2D}, all in one theme (colour-blind safe palette, takeaway in the title, axes
 * with units), drawn at twice their size; figures with sliders as Vega-Lite specifications. Takes
 * plain arrays only, never trains, and draws hostile input (zeros, NaN, infinities, nothing at all)
 * as a picture that says so.
 */
package deconvlab.plot;
