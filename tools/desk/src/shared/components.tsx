// Pieces that the pages share. Each is what HTML has for the purpose, with our classes.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

import { shared } from './words/words.ts';

// A part of the page with a heading, which screen readers list as a region.
export function Panel(props: {
  id?: string;
  title: string;
  aside?: ComponentChildren;
  class?: string;
  // Whether it is text that may scroll, which then must be reached by keyboard.
  text?: boolean;
  children: ComponentChildren;
}) {
  const heading = useId();
  return (
    <section id={props.id} class={`panel ${props.class ?? ''}`} aria-labelledby={heading}>
      <header class="panel-head">
        <h2 id={heading}>{props.title}</h2>
        {props.aside}
      </header>
      <div class="panel-body" tabIndex={props.text ? 0 : undefined}>
        {props.children}
      </div>
    </section>
  );
}

// A labelled text field for an amount or a text. The browser's number fields are not used: they
// hide what they cannot read, and change by the mouse wheel.
export function Field(props: {
  label: string;
  value: string;
  change: (text: string) => void;
  unit?: string;
  hint?: string;
  error?: string | undefined;
  id?: string;
  numeric?: 'numeric' | 'decimal';
  attributes?: JSX.HTMLAttributes<HTMLInputElement> & Record<string, unknown>;
}) {
  const made = useId();
  const id = props.id ?? made;
  const note = props.error ?? props.hint;
  return (
    <div class={`field ${props.error ? 'field-wrong' : ''}`}>
      <label for={id}>{props.label}</label>
      <div class="field-box">
        <input
          id={id}
          type="text"
          autocomplete="off"
          inputMode={props.numeric}
          value={props.value}
          onInput={(event) => props.change(event.currentTarget.value)}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          {...props.attributes}
        />
        {props.unit && <span class="field-unit">{props.unit}</span>}
      </div>
      {note && (
        <p id={`${id}-note`} class={props.error ? 'wrong' : 'hint'}>
          {props.error ? `⚠ ${props.error}` : note}
        </p>
      )}
    </div>
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

// One of a few, all in sight.
export function Choices<Value extends string>(props: {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  choose: (value: Value) => void;
  class?: string;
}) {
  const name = useId();
  return (
    <fieldset class={`choices ${props.class ?? ''}`}>
      <legend class="visually-hidden">{props.label}</legend>
      {props.choices.map(({ value, label }) => (
        <label key={value} class={`choice choice-${value}`}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.choose(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function Select<Value extends string>(props: {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  choose: (value: Value) => void;
  hidden_label?: boolean;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={props.hidden_label ? 'visually-hidden' : ''}>
        {props.label}
      </label>
      <select
        id={id}
        value={props.value}
        onChange={(event) => props.choose(event.currentTarget.value as Value)}
      >
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

// A modal dialog: the browser keeps the focus in it and gives it back afterwards. Escape closes.
export function Dialog(props: {
  title: string;
  close: () => void;
  class?: string;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`dialog ${props.class ?? ''}`}
      aria-labelledby={heading}
      onClose={props.close}
    >
      <header class="dialog-head">
        <h2 id={heading}>{props.title}</h2>
        <button
          type="button"
          class="quiet"
          aria-label={shared('close')}
          onClick={() => dialog.current?.close()}
        >
          ✕
        </button>
      </header>
      <div class="dialog-body">{props.children}</div>
    </dialog>
  );
}

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly badge?: number;
}

// Tabs by the pattern of the ARIA guide: arrows move, one of them is in the order of focus.
export function Tabs<Name extends string>(props: {
  label: string;
  tabs: readonly Tab<Name>[];
  open: Name;
  choose: (name: Name) => void;
  children: ComponentChildren;
}) {
  const base = useId();
  const move = (event: KeyboardEvent) => {
    const at = props.tabs.findIndex(({ name }) => name === props.open);
    const count = props.tabs.length;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = props.tabs[(next + count) % count];
    if (!tab) return;
    props.choose(tab.name);
    document.getElementById(`${base}-${tab.name}`)?.focus();
  };
  return (
    <div class="tabs">
      <div role="tablist" aria-label={props.label} class="tab-list" onKeyDown={move}>
        {props.tabs.map(({ name, label, badge }) => (
          <button
            key={name}
            id={`${base}-${name}`}
            type="button"
            role="tab"
            aria-selected={name === props.open}
            aria-controls={`${base}-panel`}
            tabIndex={name === props.open ? 0 : -1}
            onClick={() => props.choose(name)}
          >
            {label}
            {badge ? <span class="badge">{badge}</span> : null}
          </button>
        ))}
      </div>
      <div
        id={`${base}-panel`}
        role="tabpanel"
        class="tab-panel"
        aria-labelledby={`${base}-${props.open}`}
        tabIndex={0}
      >
        {props.children}
      </div>
    </div>
  );
}

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly figure?: boolean; // aligned to the right
  readonly head?: boolean; // names the row
}

// A table; `empty` is said instead where there are no rows.
export function Table<Row>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  row_key: (row: Row) => string;
  row_class?: (row: Row) => string;
  empty: string;
}) {
  if (props.rows.length === 0) return <p class="empty">{props.empty}</p>;
  return (
    // It may scroll sideways, and then must be reached by keyboard.
    <div class="table-box" role="group" aria-label={props.caption} tabIndex={0}>
      <table>
        <caption class="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map(({ title, figure }) => (
              <th key={title} scope="col" class={figure ? 'figure' : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.row_key(row)} class={props.row_class?.(row)}>
              {props.columns.map(({ title, cell, figure, head }) => {
                const Cell = head ? 'th' : 'td';
                return (
                  <Cell key={title} scope={head ? 'row' : undefined} class={figure ? 'figure' : ''}>
                    {cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
