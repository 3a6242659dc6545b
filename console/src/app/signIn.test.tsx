import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { problemOf } from '../api/problem';
import { draw } from '../testing/render';
import { KeyForm } from './KeyForm';

describe('whoever is not let in', () => {
  it.each([
    ['/auth/sign-in', '/auth/sign-in'],
    ['https://evil.example/', null],
    ['//evil.example', null],
    ['/\\evil.example', null],
    [7, null],
    [undefined, null],
  ])('is sent to a page of this server alone: %s', (told, expected) => {
    expect(problemOf(401, { title: 'A key is needed', signIn: told }).signIn).toBe(expected);
  });

  it('signs in and comes back to the page', async () => {
    window.history.replaceState(null, '', '/customers?rank=new');
    await draw(<KeyForm onEntered={vi.fn()} signIn="/auth/sign-in" />);
    expect(screen.getByRole('link', { name: 'サインインする' })).toHaveProperty('pathname', '/auth/sign-in');
    expect(screen.getByRole('link').getAttribute('href')).toBe('/auth/sign-in?to=%2Fcustomers%3Frank%3Dnew');
    expect(screen.getByRole('button', { name: '開く' })).toBeTruthy();
  });

  it('is asked for a key alone where nobody signs in', async () => {
    await draw(<KeyForm onEntered={vi.fn()} />);
    expect(screen.queryByRole('link')).toBeNull();
  });
});
