import { useTranslation } from 'react-i18next';
import { Sheet } from '../../parts/Sheet';
import { SendList } from '../sends/SendList';

export function CustomerSends({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Sheet flush>
      <SendList filter={{ customer: id }} empty={{ title: t('customer.sendsEmpty'), hint: t('customer.sendsEmptyHint') }} withCustomer={false} />
    </Sheet>
  );
}
