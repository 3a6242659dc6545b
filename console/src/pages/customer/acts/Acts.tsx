import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import './texts';
import { meQuery } from '../../../api/queries';
import type { Schemas } from '../../../api/client';
import { Dialog } from '../../../editor/Dialog';
import { Sheet } from '../../../parts/Sheet';
import { ActForm } from './ActForm';
import { EnrollForm } from './EnrollForm';
import { EraseForm } from './EraseForm';
import { Inside } from './Inside';
import { NoteForm } from './NoteForm';
import { Reach } from './Reach';
import { exported, type Act } from './server';

type Asked = 'note' | 'enroll' | 'export' | 'erase';

/** What a person may do with the customer, by their role. */
export function Acts({ customer: c }: { customer: Schemas['CustomerProfile'] }) {
  const { t } = useTranslation('acts');
  const role = useQuery(meQuery).data?.role;
  const mayAct = role !== undefined && role !== 'viewer';
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  if (c.erasedAt !== null && c.name === null) {
    return null;
  }
  const wanted: readonly Asked[] = role === 'admin' ? ['note', 'enroll', 'export', 'erase'] : ['note', 'enroll', 'export'];
  return (
    <>
      <Inside customer={c.customerId} mayAct={mayAct} />
      <Reach customer={c.customerId} mayAct={mayAct} />
      {mayAct && (
        <Sheet title={t('title')}>
          <Stack gap="xs">
            <Text size="sm" c="dimmed">
              {t('lead')}
            </Text>
            {wanted.map(one => (
              <Button key={one} variant={one === 'erase' ? 'subtle' : 'default'} {...(one === 'erase' ? { color: 'shu.8' } : {})} onClick={() => setAsked(one)}>
                {t(`${one}.open`)}
              </Button>
            ))}
          </Stack>
        </Sheet>
      )}
      <Dialog opened={asked !== null} title={asked === null ? '' : t(`${asked}.title`)} onClose={close} size="lg">
        {asked === 'note' && <NoteForm customer={c.customerId} onClose={close} />}
        {asked === 'enroll' && <EnrollForm customer={c.customerId} onClose={close} />}
        {asked === 'export' && (
          <ActForm customer={c.customerId} save={t('export.save')} act={act => download(c.customerId, act)} onClose={close}>
            {t('export.text')}
          </ActForm>
        )}
        {asked === 'erase' && <EraseForm customer={c.customerId} name={c.name ?? c.customerId} onClose={close} />}
      </Dialog>
    </>
  );
}

/** Onto the reader's own disk. */
async function download(id: string, act: Act): Promise<void> {
  const address = URL.createObjectURL(await exported(id, act));
  const link = Object.assign(document.createElement('a'), { href: address, download: `${id}.json` });
  link.click();
  URL.revokeObjectURL(address);
}
