import { useComputedColorScheme } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef, type RefObject } from 'react';
import { paletteOf, type Palette } from './palette';

/** Draws into the element, anew when the figures or the scheme change; where nothing can be drawn, the table says it all. */
export function useDrawing(option: (palette: Palette) => EChartsCoreOption): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const isStill = useReducedMotion();
  useEffect(() => {
    const element = box.current;
    if (element === null || document.createElement('canvas').getContext('2d') === null) {
      return undefined;
    }
    let end = () => {};
    let isOver = false;
    void import('./echarts').then(({ init }) => {
      if (isOver) {
        return;
      }
      const palette = paletteOf(getComputedStyle(document.documentElement));
      const chart = init(element);
      chart.setOption({ animation: !isStill, textStyle: { fontFamily: getComputedStyle(element).fontFamily, color: palette.dimmed }, ...option(palette) });
      const sizes = new ResizeObserver(() => chart.resize());
      sizes.observe(element);
      element.dataset['drawn'] = '';
      end = () => {
        sizes.disconnect();
        chart.dispose();
      };
    });
    return () => {
      isOver = true;
      end();
    };
  }, [option, scheme, isStill]);
  return box;
}
