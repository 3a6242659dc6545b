import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keepLocale, locales } from '../i18n/locale';
import { Icon, type IconName } from '../parts/Icon';

const schemes: readonly { name: 'light' | 'dark' | 'auto'; icon: IconName }[] = [
  { name: 'light', icon: 'sun' },
  { name: 'dark', icon: 'moon' },
  { name: 'auto', icon: 'auto' },
];
const languages = { ja: '日本語', en: 'English' } as const;

/** How this reader likes the console: language and appearance. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('app.language')}>
            <Icon name="globe" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={i18n.language}
            onChange={value => {
              const locale = value === 'en' ? 'en' : 'ja';
              keepLocale(locale);
              void i18n.changeLanguage(locale);
            }}
          >
            {locales.map(locale => (
              <Menu.RadioItem key={locale} value={locale} lang={locale}>
                {languages[locale]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('app.theme')}>
            <Icon name={schemes.find(s => s.name === colorScheme)?.icon ?? 'auto'} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup value={colorScheme} onChange={value => setColorScheme(schemes.find(s => s.name === value)?.name ?? 'auto')}>
            {schemes.map(({ name, icon }) => (
              <Menu.RadioItem key={name} value={name} rightSection={<Icon name={icon} size={16} />}>
                {t(`app.themes.${name}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
