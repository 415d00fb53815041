import type { Picture, Shown } from '../run/outcome.js';
import { element, text } from './elements.js';

/** Shows the values of a program: one at a time, the last one unless another was chosen. */
export class Output {
  #shown: readonly Shown[] = [];
  #chosen: string | undefined;

  show(shown: readonly Shown[], stopped: boolean): void {
    this.#shown = shown;
    element('nothing').textContent = stopped ? 'Nothing to show: the program stopped at a mistake.' : 'Nothing to show yet.';
    this.#draw();
  }

  #draw(): void {
    const current = this.#shown.find(({ name }) => name === this.#chosen) ?? this.#shown.at(-1);
    const choices = this.#shown.map((value) => this.#choice(value, value === current));
    element('choices').hidden = choices.length < 2;
    element('choice').replaceChildren(...choices);
    element('pictures').replaceChildren(...(current?.pictures ?? []).map(figure));
    element('json').textContent = current?.json ?? '';
    element('nothing').hidden = current !== undefined;
    element('wire').hidden = current === undefined;
    element('no-json').hidden = current?.json !== undefined;
    element('copy-json').hidden = current?.json === undefined;
  }

  #choice(value: Shown, pressed: boolean): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = value.name;
    button.setAttribute('aria-pressed', String(pressed));
    button.addEventListener('click', () => {
      this.#chosen = value.name;
      this.#draw();
      const buttons = [...element('choice').querySelectorAll('button')];
      buttons.find(({ textContent }) => textContent === value.name)?.focus();
    });
    return button;
  }
}

function figure({ label, light, dark }: Picture): HTMLElement {
  const figure = document.createElement('figure');
  figure.append(image(light, 'light'), image(dark, 'dark'), text('figcaption', label));
  return figure;
}

/** As an image, in which nothing runs and nothing is loaded. */
function image(svg: string, theme: string): HTMLImageElement {
  const image = document.createElement('img');
  image.className = theme;
  const { documentElement: drawn } = new DOMParser().parseFromString(svg, 'image/svg+xml');
  image.alt = drawn.getAttribute('aria-label') ?? '';
  image.width = Number(drawn.getAttribute('width'));
  image.height = Number(drawn.getAttribute('height'));
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  return image;
}
