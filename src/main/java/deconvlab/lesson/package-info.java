/**
 * The exercises of the lessons: their texts (resources, one Markdown file a lesson), the answers,
 * which the library computes, and the usual slips with what to say to each. Knows no notebook.
 */
package deconvlab.lesson;
