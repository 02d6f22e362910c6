package deconvlab.report;

/** The page's style: one column, system fonts, light or dark as the reader's machine is set. */
final class Css {
  static final String TEXT =
      """
      :root { color-scheme: light dark; --ink: #222; --soft: #5a5a5a; --page: #fff;
        --line: #ddd; --shade: #f6f6f6; --link: #0060a0; }
      @media screen and (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --soft: #a8a8a8;
        --page: #16181b; --line: #3a3d42; --shade: #202327; --link: #6db8f2; } }
      body { margin: 0; background: var(--page); color: var(--ink);
        font: 16px/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
      main { max-width: 920px; margin: 0 auto; padding: 28px 20px 60px; }
      h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .4em; }
      h2 { font-size: 1.25rem; margin: 2em 0 .5em; padding-top: .7em;
        border-top: 1px solid var(--line); }
      p { margin: .5em 0; }
      .lead { font-size: 1.1rem; }
      a { color: var(--link); }
      nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 1em 0; font-size: .95rem; }
      figure { margin: 1.1em 0; }
      figure img { display: block; max-width: 100%; height: auto; background: #fff;
        border: 1px solid var(--line); border-radius: 6px; }
      figcaption { color: var(--soft); font-size: .92rem; margin-top: .4em; max-width: 56em; }
      .scroll { overflow-x: auto; margin: .8em 0; }
      table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
      th, td { padding: 4px 14px 4px 0; text-align: left; vertical-align: top;
        border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
      .n { text-align: right; white-space: nowrap; }
      th { color: var(--soft); font-weight: 600; }
      th[scope=row] { white-space: nowrap; }
      th[scope=row] + td { overflow-wrap: anywhere; }
      h3 { font-size: 1.05rem; margin: 1.6em 0 .4em; }
      ul { padding-left: 1.2em; }
      li, h1, h2, p { max-width: 46em; overflow-wrap: anywhere; }
      details { margin: .8em 0; border: 1px solid var(--line); border-radius: 6px;
        padding: 6px 12px; background: var(--shade); }
      summary { cursor: pointer; }
      pre { overflow-x: auto; font-size: .85rem; }
      @media (max-width: 600px) { main { padding: 16px 12px 40px; } details { padding: 6px; } }
      @page { margin: 15mm; }
      @media print { :root { color-scheme: light; }
        body { font-size: 10.5pt; } main { max-width: none; padding: 0; } nav { display: none; }
        a { color: inherit; text-decoration: none; }
        details { border: 0; padding: 0; background: none; }
        details::details-content { content-visibility: visible; display: block; }
        summary { list-style: none; font-weight: 600; margin-top: 1.2em; }
        .scroll, pre { overflow: visible; } pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        table { font-size: 7.5pt; } th, td { padding-right: 7px; }
        figure, tr { break-inside: avoid; } figure img { max-width: 13cm; width: auto; }
        h1, h2, h3, summary { break-after: avoid; } }
      """;

  private Css() {}
}
