namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>How pages of reports look, on a screen and on A4.</summary>
internal static class ReportStyle
{
    public const string Sheet = """
        :root { color: #1d2733; background: #fff; font: 14px/1.6 "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif; }
        body { margin: 0 auto; padding: 24px; max-width: 1080px; }
        h1 { margin: 0; font-size: 26px; }
        h2 { margin: 0 0 4px; padding-bottom: 4px; border-bottom: 2px solid #1f5f8b; font-size: 19px; }
        h3 { margin: 20px 0 6px; font-size: 15px; }
        header p, .about, .none { margin: 4px 0; color: #51606f; font-size: 12px; }
        .note { margin: 4px 0; color: #a1331c; }
        nav ol { columns: 2; margin: 12px 0; padding-left: 24px; }
        nav a { color: #1f5f8b; }
        section { margin-top: 36px; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-size: 12px; font-variant-numeric: tabular-nums; }
        th, td { padding: 3px 8px; border-bottom: 1px solid #d7dee5; text-align: left; vertical-align: bottom; white-space: nowrap; }
        th { background: #eef3f7; font-weight: 600; white-space: normal; min-width: 3em; }
        th small { margin-left: 3px; color: #51606f; font-weight: 400; }
        .n { text-align: right; }
        .z { color: #a3afba; }
        svg { display: block; width: 100%; max-width: 760px; height: auto; margin: 4px 0 10px; }
        @media print {
          @page { size: A4 landscape; margin: 12mm; }
          body { padding: 0; max-width: none; }
          section { margin-top: 0; break-before: page; }
          h2, h3 { break-after: avoid; }
          svg, tr { break-inside: avoid; }
          .wide { overflow: visible; }
          table { font-size: 9px; }
          th, td { padding: 2px 4px; }
          nav a { color: inherit; text-decoration: none; }
        }

        """;
}
