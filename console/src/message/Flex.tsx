import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ownImage } from './ownImage';
import classes from './talk.module.css';

type Says = Record<string, unknown>;

const sizes: Record<string, number> = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, '3xl': 35, '4xl': 48, '5xl': 74 };
const spaces: Record<string, number> = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const bubbleWidths: Record<string, number> = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };

/** A bubble of Flex, or a row of them, near to what LINE draws. Only pictures of the shop's own library are loaded. */
export function Flex({ contents, field }: { contents: unknown; field: (text: string) => ReactNode }) {
  const says = mapOf(contents);
  return says['type'] === 'carousel' ? (
    <div className={classes.row} tabIndex={0}>
      {listOf(says['contents']).map((bubble, at) => (
        <Bubble key={at} says={mapOf(bubble)} field={field} />
      ))}
    </div>
  ) : (
    <Bubble says={says} field={field} />
  );
}

function Bubble({ says, field }: { says: Says; field: (text: string) => ReactNode }) {
  return (
    <div className={classes.flexBubble} style={{ width: bubbleWidths[wordOf(says['size']) ?? 'mega'] ?? 300 }}>
      {(['header', 'hero', 'body', 'footer'] as const).map(
        place =>
          says[place] !== undefined && (
            <div key={place} className={place === 'hero' ? undefined : classes.block} style={place === 'footer' ? { padding: 10 } : undefined}>
              <Part says={mapOf(says[place])} field={field} />
            </div>
          ),
      )}
    </div>
  );
}

function Part({ says, field }: { says: Says; field: (text: string) => ReactNode }) {
  const { t } = useTranslation();
  const margin = lengthOf(says['margin']);
  switch (says['type']) {
    case 'box': {
      const isRow = says['layout'] === 'horizontal' || says['layout'] === 'baseline';
      return (
        <div style={{ display: 'flex', flexDirection: isRow ? 'row' : 'column', gap: lengthOf(says['spacing']), marginTop: margin, padding: lengthOf(says['paddingAll']), alignItems: says['layout'] === 'baseline' ? 'baseline' : undefined, ...background(says) }}>
          {listOf(says['contents']).map((part, at) => {
            const inner = mapOf(part);
            return (
              <div key={at} style={{ flex: isRow ? flexOf(inner) : undefined, minWidth: 0 }}>
                <Part says={inner} field={field} />
              </div>
            );
          })}
        </div>
      );
    }
    case 'text':
      return (
        <p className={classes.flexText} style={{ fontSize: sizes[wordOf(says['size']) ?? 'md'] ?? 16, fontWeight: says['weight'] === 'bold' ? 700 : undefined, color: colorOf(says['color']), textAlign: alignOf(says['align']), marginTop: margin, whiteSpace: says['wrap'] === true ? 'pre-wrap' : 'nowrap' }}>
          {field(wordOf(says['text']) ?? listOf(says['contents']).map(span => wordOf(mapOf(span)['text']) ?? '').join(''))}
        </p>
      );
    case 'button':
      return (
        <span className={classes.flexButton} data-style={wordOf(says['style']) ?? 'link'} style={{ marginTop: margin, height: says['height'] === 'sm' ? 40 : 52, ...(says['style'] === 'primary' || says['style'] === 'secondary' ? { backgroundColor: colorOf(says['color']) } : { color: colorOf(says['color']) }) }}>
          {field(wordOf(mapOf(says['action'])['label']) ?? '')}
        </span>
      );
    case 'separator':
      return <div className={classes.separator} style={{ marginTop: margin }} />;
    case 'image':
    case 'video':
      return <Picture url={says['url']} word={t('message.alt')} ratio={wordOf(says['aspectRatio']) ?? '1:1'} />;
    case 'icon':
      return <span className={classes.icon} aria-hidden="true" />;
    default:
      return null;
  }
}

/** Where a picture stands: only one of the shop's own library is loaded, so that nothing outside learns of it. */
export function Picture({ url, word, ratio }: { url?: unknown; word: string; ratio: string }) {
  const [width = 1, height = 1] = ratio.split(':').map(Number);
  const own = ownImage(wordOf(url) ?? '');
  if (own !== null) {
    return <img src={own} alt={word} className={classes.picture} style={{ aspectRatio: `${width} / ${height}`, objectFit: 'cover', width: '100%' }} />;
  }
  return (
    <span className={classes.picture} style={{ aspectRatio: `${width} / ${height}` }}>
      {word}
    </span>
  );
}

function flexOf(says: Says): number | undefined {
  return typeof says['flex'] === 'number' ? says['flex'] : says['type'] === 'icon' || says['type'] === 'separator' ? 0 : 1;
}

function background(says: Says): CSSProperties {
  return { backgroundColor: colorOf(says['backgroundColor']), borderRadius: lengthOf(says['cornerRadius']) };
}

/** Nothing but a color: what stands in a file is somebody's text. */
function colorOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$/.test(value) ? value : undefined;
}

function lengthOf(value: unknown): number | undefined {
  const word = wordOf(value);
  const pixels = /^(\d{1,3})px$/.exec(word ?? '')?.[1];
  return word === undefined ? undefined : pixels === undefined ? spaces[word] : Number(pixels);
}

function alignOf(value: unknown): 'start' | 'center' | 'end' | undefined {
  return value === 'center' || value === 'end' || value === 'start' ? value : undefined;
}

export function mapOf(value: unknown): Says {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Says) : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
