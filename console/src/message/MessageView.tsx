import { SegmentedControl, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { pageNonce } from '../app/nonce';
import { lineBubbles } from './lineTexts';
import { mailDocument } from './mailDocument';
import classes from './message.module.css';

/** Messages of LINE as they stand in a talk. */
export function LineTalk({ messages }: { messages: unknown }) {
  return (
    <div className={classes.talk} lang="ja">
      {lineBubbles(messages).map((bubble, index) =>
        bubble.kind === 'text' ? (
          <p key={index} className={classes.bubble}>
            <WithFields text={bubble.text} />
          </p>
        ) : (
          <div key={index} className={classes.card}>
            {bubble.lines.map((line, at) => (
              <p key={at}>
                <WithFields text={line} />
              </p>
            ))}
            {bubble.buttons.map((button, at) => (
              <span key={at} className={classes.button}>
                {button}
              </span>
            ))}
          </div>
        ),
      )}
    </div>
  );
}

/** A text with its merge fields named and marked, and what is bold in bold. */
export function WithFields({ text }: { text: string }) {
  const word = useFieldWord();
  return (
    <>
      {text.split(/(\{\{[^}]*\}\}|\*\*[^*]+\*\*)/).map((part, index) =>
        part.startsWith('{{') ? (
          <span key={index} className={classes.field} title={part}>
            {word(part.slice(2, -2).trim())}
          </span>
        ) : part.startsWith('**') && part.length > 4 ? (
          <strong key={index}>{part.slice(2, -2)}</strong>
        ) : (
          part
        ),
      )}
    </>
  );
}

/** What stands in braces, in the words of a shop; a field that nobody has named stays as it is. */
function useFieldWord(): (field: string) => string {
  const { t, i18n } = useTranslation();
  const name = (field: string) => {
    const key = `field.${field.replaceAll('.', '_')}`;
    return i18n.exists(key) ? t(key as 'field.order') : field;
  };
  return field => {
    const block = /^#(if|each)\s+(.+)$/.exec(field);
    if (block) {
      return t(block[1] === 'if' ? 'field.if' : 'field.each', { what: name(block[2]!) });
    }
    return field === 'else' ? t('field.else') : field.startsWith('/') ? t('field.end') : name(field);
  };
}

interface MailContent {
  subject?: string;
  html?: string;
  text?: string;
}

/** An e-mail as its reader saw it, or as text. */
export function MailView({ mail }: { mail: MailContent }) {
  const { t } = useTranslation();
  const [as, setAs] = useState<'html' | 'text'>('html');
  const page = useMemo(() => mailDocument(mail.html ?? '', pageNonce(), t('message.alt')), [mail.html, t]);
  return (
    <div>
      <Text fw={600} size="lg" mb="xs" lang="ja">
        {mail.subject}
      </Text>
      <SegmentedControl
        value={as}
        onChange={value => setAs(value === 'text' ? 'text' : 'html')}
        data={[
          { value: 'html', label: t('message.html') },
          { value: 'text', label: t('message.text') },
        ]}
        mb="xs"
      />
      {as === 'html' ? (
        <>
          <iframe className={classes.mail} title={t('message.frame')} sandbox="" srcDoc={page} />
          <Text size="xs" c="dimmed" mt={4}>
            {t('message.imagesOff')}
          </Text>
        </>
      ) : (
        <pre className={classes.text} lang="ja" tabIndex={0}>
          {mail.text}
        </pre>
      )}
    </div>
  );
}

/** What a channel was given, drawn as that channel shows it. */
export function Content({ channel, content }: { channel: Schemas['Channel']; content: unknown }) {
  const c = (content ?? {}) as MailContent & { messages?: unknown; body?: string };
  switch (channel) {
    case 'email':
      return <MailView mail={c} />;
    case 'line':
      return <LineTalk messages={c.messages} />;
    case 'webhook':
      return (
        <pre className={classes.text} tabIndex={0}>
          {pretty(c.body ?? '')}
        </pre>
      );
  }
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
