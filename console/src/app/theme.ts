import { createTheme, Table, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** 納戸色: the calm blue-green of the product. */
const nando: MantineColorsTuple = ['#eef6f7', '#dcebee', '#b8d7dd', '#8dc0ca', '#67abb8', '#4897a6', '#35808f', '#286a78', '#1d5262', '#123a47'];

/** 朱色: what asks for attention, and the lapsed half of a rank. */
const shu: MantineColorsTuple = ['#fdf2ee', '#fae1d8', '#f4c1b0', '#ed9d83', '#e67e5d', '#da6440', '#c14f2d', '#9f3f22', '#7e321c', '#5d2515'];

/** 若竹: what is whole. */
const take: MantineColorsTuple = ['#edf7f1', '#d8ecdf', '#b0d9c0', '#83c49d', '#5db07f', '#429868', '#2f8055', '#256845', '#1c5136', '#123a27'];

/** Paper and ink instead of plain grays. */
const gray: MantineColorsTuple = ['#faf8f4', '#f3f0e9', '#e8e3d9', '#d8d2c5', '#bdb6a8', '#978f81', '#6f685c', '#555046', '#3b3731', '#25231f'];
const dark: MantineColorsTuple = ['#e4e8ea', '#c2cace', '#a3adb3', '#75828a', '#4b5961', '#354249', '#28343b', '#1d272d', '#161f24', '#10171b'];

const sans = '"Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", "Yu Gothic", Meiryo, sans-serif';

export const theme = createTheme({
  colors: { nando, shu, take, gray, dark },
  primaryColor: 'nando',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  black: '#25231f',
  fontFamily: sans,
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", "Noto Sans Mono CJK JP", monospace',
  headings: { fontFamily: sans, fontWeight: '650', sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.35' }, h2: { fontSize: '1.0625rem', lineHeight: '1.5' }, h3: { fontSize: '0.9375rem', lineHeight: '1.5' } } },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    TableScrollContainer: Table.ScrollContainer.extend({ defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } }), // where a table is too wide, keys move it
  },
});

/** The surfaces: a page of paper, and sheets upon it. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fffefb',
    '--mantine-color-dimmed': '#645d52',
    '--mantine-color-error': '#9f3f22',
    '--mantine-color-placeholder': '#746d61',
    '--mantine-color-default-border': '#ddd6c9',
    '--page': '#f6f3ec',
    '--line': '#e6e0d4',
    '--lapsed': '#e39a7f',
    '--current': '#3c8694',
    '--sent-email': '#2f7787',
    '--sent-line': '#58a06f',
    '--sent-webhook': '#8a7bb0',
    '--muted-bar': '#cfc7b8',
  },
  dark: {
    '--mantine-color-body': '#1a2329',
    '--mantine-color-dimmed': '#a3adb3',
    '--mantine-color-error': '#ed9d83',
    '--mantine-color-placeholder': '#8c979e',
    '--mantine-color-default-border': '#35424a',
    '--page': '#131b20',
    '--line': '#2b373e',
    '--lapsed': '#c97a5c',
    '--current': '#58a5b3',
    '--sent-email': '#5aaaba',
    '--sent-line': '#6cb585',
    '--sent-webhook': '#a394cc',
    '--muted-bar': '#4b5961',
  },
});
