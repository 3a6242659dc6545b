import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shopQuery } from '../api/queries';
import { Flex, listOf, mapOf, Picture, wordOf } from './Flex';
import classes from './talk.module.css';

/** Messages as they stand in a talk of LINE's app: who speaks, the bubbles, and what can be tapped below the last. */
export function Talk({ messages, field = text => text }: { messages: unknown; field?: (text: string) => ReactNode }) {
  const shop = useQuery(shopQuery).data?.name ?? '';
  const list = listOf(messages).map(mapOf);
  const replies = listOf(mapOf(list.at(-1)?.['quickReply'])['items']).map(item => wordOf(mapOf(mapOf(item)['action'])['label']) ?? '');
  return (
    <div className={classes.talk} lang="ja">
      {list.map((message, at) => {
        const name = wordOf(mapOf(message['sender'])['name']) ?? shop;
        return (
          <div key={at} className={classes.line}>
            <span className={classes.avatar} aria-hidden="true">
              {[...name][0] ?? ''}
            </span>
            <div className={classes.said}>
              <span className={classes.name}>{field(name)}</span>
              <One message={message} field={field} />
            </div>
          </div>
        );
      })}
      {replies.length > 0 && (
        <div className={classes.replies}>
          {replies.map((reply, at) => (
            <span key={at}>{field(reply)}</span>
          ))}
        </div>
      )}
    </div>
  );
}

function One({ message, field }: { message: Record<string, unknown>; field: (text: string) => ReactNode }) {
  const { t } = useTranslation();
  const type = wordOf(message['type']) ?? '?';
  switch (type) {
    case 'text':
    case 'textV2':
      return <p className={classes.bubble}>{field(wordOf(message['text']) ?? '')}</p>;
    case 'image':
    case 'video':
      return (
        <div className={classes.media}>
          <Picture url={type === 'video' ? message['previewImageUrl'] : message['originalContentUrl']} word={type === 'video' ? `▶ ${t('message.alt')}` : t('message.alt')} ratio="4:3" />
        </div>
      );
    case 'sticker':
      return (
        <div className={classes.media}>
          <Picture word={t('message.sticker', { id: wordOf(message['stickerId']) ?? '' })} ratio="1:1" />
        </div>
      );
    case 'flex':
      return ['header', 'hero', 'body', 'footer', 'contents'].every(key => !(key in mapOf(message['contents']))) ? <p className={classes.bubble}>{wordOf(message['altText']) ?? ''}</p> : <Flex contents={message['contents']} field={field} />;
    case 'template':
      return <Template says={mapOf(message['template'])} field={field} />;
    default:
      return <p className={classes.bubble}>{wordOf(message['altText']) ?? wordOf(message['title']) ?? `［${type}］`}</p>;
  }
}

function Template({ says, field }: { says: Record<string, unknown>; field: (text: string) => ReactNode }) {
  const { t } = useTranslation();
  const columns = says['type'] === 'carousel' ? listOf(says['columns']).map(mapOf) : [says];
  return (
    <div className={classes.row} {...(columns.length > 1 ? { tabIndex: 0 } : {})}>
      {columns.map((column, at) => (
        <div key={at} className={classes.flexBubble} style={{ width: 260 }}>
          {column['thumbnailImageUrl'] !== undefined && <Picture url={column['thumbnailImageUrl']} word={t('message.alt')} ratio={says['imageAspectRatio'] === 'square' ? '1:1' : '151:100'} />}
          <div className={classes.block}>
            {column['title'] !== undefined && <p className={classes.templateTitle}>{field(wordOf(column['title']) ?? '')}</p>}
            <p className={classes.flexText}>{field(wordOf(column['text']) ?? '')}</p>
          </div>
          {listOf(column['actions']).map((action, number) => (
            <span key={number} className={classes.templateButton}>
              {field(wordOf(mapOf(action)['label']) ?? '')}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
