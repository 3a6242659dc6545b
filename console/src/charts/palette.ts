/** Colors of the theme in the scheme that is shown: a canvas knows no CSS. */
export interface Palette {
  text: string;
  dimmed: string;
  line: string;
  page: string;
  body: string;
  main: string;
  other: string;
  muted: string;
  /** For several lines, told apart by more than their hue. */
  series: readonly string[];
}

export function paletteOf(style: CSSStyleDeclaration): Palette {
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: of('--mantine-color-text'),
    dimmed: of('--mantine-color-dimmed'),
    line: of('--line'),
    page: of('--page'),
    body: of('--mantine-color-body'),
    main: of('--current'),
    other: of('--lapsed'),
    muted: of('--muted-bar'),
    series: ['--sent-email', '--lapsed', '--sent-line', '--sent-webhook', '--mantine-color-dimmed'].map(of),
  };
}
