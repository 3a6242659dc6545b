import { SegmentedControl, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { pageNonce } from '../app/nonce';
import { mailDocument, type MailScheme } from './mailDocument';
import classes from './message.module.css';
import { Talk } from './Talk';

/** Messages of LINE as they stand in a talk, with their merge fields named. */
export function LineTalk({ messages }: { messages: unknown }) {
  return <Talk messages={messages} field={text => <WithFields text={text} />} />;
}

/** A text with its merge fields named and marked, and what is bold in bold. */
export function WithFields({ text }: { text: string }) {
  const word = useFieldWord();
  return (
    <>
      {text.split(/(\{\{[^}]*\}\}|\*\*[^*]+\*\*)/).map((part, index) =>
        part.startsWith('{{') ? (
          <span key={index} className={`${classes.field} merge-field`} title={part}>
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

/** An e-mail as its reader saw it, or as text.
 *  @param scheme of the reader's mail program. */
export function MailView({ mail, scheme = 'light' }: { mail: MailContent; scheme?: MailScheme }) {
  const { t } = useTranslation();
  const [as, setAs] = useState<'html' | 'text'>('html');
  const page = useMemo(() => mailDocument(mail.html ?? '', pageNonce(), t('message.alt'), scheme), [mail.html, scheme, t]);
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
          <iframe className={classes.mail} data-scheme={scheme} title={t('message.frame')} sandbox="" srcDoc={page} />
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
