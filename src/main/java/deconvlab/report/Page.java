package deconvlab.report;

import deconvlab.plot.Figure;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a report is told to, whatever it becomes: parts in their order, all text plain. */
interface Page {
  /** What came out, in a sentence or two. */
  Page lead(String sentences);

  /** Starts a section; what is added next belongs to it. */
  Page section(String heading);

  /** A heading within a section. */
  Page heading(String text);

  Page paragraph(String text);

  /** A list of sentences. */
  Page list(List<String> sentences);

  /** Text to be copied letter by letter, such as a command. */
  Page code(String text);

  /** Names and values side by side. */
  Page values(Map<String, ?> values);

  /** A table in full. */
  Page table(TableCells cells);

  /** A table whose first column leads to other sections: their numbers, from 1 on, a row each. */
  Page index(TableCells cells, List<Integer> sections);

  /** A picture with its own alternative text. */
  Page picture(Figure<?> figure, String caption);

  /** Parts that a long page folds away; another shows them. */
  Page part(String summary, boolean folded, Consumer<Page> inside);

  /** What the reader unfolds, or finds unfolded. */
  Page fold(String summary, boolean open, Consumer<Page> inside);
}
