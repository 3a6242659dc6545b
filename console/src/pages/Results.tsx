import '../editor/texts';
import '../results/texts';
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shopQuery } from '../api/queries';
import { resultTabs } from '../app/resultTabs';
import { Loaded } from '../parts/Loaded';
import { PageFrame } from '../parts/Sheet';
import { Cohorts } from '../results/Cohorts';
import { Experiments, OneExperiment } from '../results/Experiments';
import { Funnel } from '../results/Funnel';
import { Log } from '../results/Log';
import { Migration } from '../results/Migration';

const route = getRouteApi('/results');

export function Results() {
  const { t } = useTranslation('results');
  const go = useNavigate();
  const { tab = 'experiments', of } = route.useSearch();
  const shop = useQuery(shopQuery);
  return (
    <PageFrame title={t('title')} lead={t('lead')}>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={value => {
          const next = resultTabs.find(name => name === value);
          void go({ to: '/results', search: next === undefined || next === 'experiments' ? {} : { tab: next }, replace: true });
        }}
      >
        <Tabs.List mb={20}>
          {resultTabs.map(name => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Loaded query={shop}>
          {({ today }) => (
            <>
              <Tabs.Panel value="experiments">
                {of === undefined ? <Experiments /> : <OneExperiment id={of} />}
              </Tabs.Panel>
              <Tabs.Panel value="funnel">
                <Funnel today={today} />
              </Tabs.Panel>
              <Tabs.Panel value="cohorts">
                <Cohorts today={today} />
              </Tabs.Panel>
              <Tabs.Panel value="ranks">
                <Migration today={today} />
              </Tabs.Panel>
              <Tabs.Panel value="log">
                <Log />
              </Tabs.Panel>
            </>
          )}
        </Loaded>
      </Tabs>
    </PageFrame>
  );
}
