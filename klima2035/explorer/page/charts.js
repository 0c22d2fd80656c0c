/* Charts on the page: drawn when in view, redrawn cheaply, with labels as HTML beside them. */
import {el, setText, swatch} from "./dom.js";

export const UNCHANGED_MS = 120;
export const LEAN_KEYS = ["id", "data", "markLine", "markArea"];

export function leanSeries(series) {
  return Object.fromEntries(LEAN_KEYS.filter((key) => key in series).map((key) => [key, series[key]]));
}

/* Moves labels apart: wished centres (px, ascending) and heights to tops without overlap, inside ceiling..room. */
export function spreadApart(centres, heights, room, ceiling = 0) {
  const tops = centres.map((centre, i) => centre - heights[i] / 2);
  if (tops.length) tops[0] = Math.max(tops[0], ceiling);
  for (let i = 1; i < tops.length; i += 1) tops[i] = Math.max(tops[i], tops[i - 1] + heights[i - 1]);
  let floor = room;
  for (let i = tops.length - 1; i >= 0; i -= 1) {
    tops[i] = Math.min(tops[i], floor - heights[i]);
    floor = tops[i];
  }
  return tops;
}

export class Plot {
  constructor(host, ends, build, app) {
    Object.assign(this, {host, ends, build, app});
    this.chart = null;
    this.signature = null;
    this.visible = false;
    this.dirty = true;
    this.endSignature = null;
    this.heights = [];
  }

  room() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return {width: this.host.clientWidth, height: this.host.clientHeight, rem};
  }

  /* True when something was drawn that will fire "finished". */
  draw() {
    this.dirty = false;
    if (!this.size || !this.chart) this.size = this.room();
    if (!this.size.width || !this.size.height) {
      this.size = null;
      this.dirty = true;
      return false;
    }
    const made = this.build(this.app, this.size);
    if (!made) return false;
    if (!this.chart) {
      this.chart = echarts.init(this.host, null, {renderer: "svg", width: this.size.width, height: this.size.height});
      this.chart.on("finished", () => this.onFinished?.(this));
    }
    if (made.signature === this.signature) {
      const lean = {series: made.option.series.map(leanSeries)};
      if (made.free) lean.yAxis = made.option.yAxis;
      this.chart.setOption(lean);
    } else {
      this.chart.setOption(made.option, {notMerge: true});
      this.signature = made.signature;
    }
    this.chart.getZr().flush();
    if (this.ends) this.placeEnds(made);
    return true;
  }

  placeEnds(made) {
    const items = made.ends ?? [];
    const signature = JSON.stringify(items.map((item) => [item.label, item.colour, item.hatch, item.unit]));
    if (signature !== this.endSignature) {
      this.endSignature = signature;
      this.ends.replaceChildren(...items.map((item) => {
        const mark = swatch(item.colour, item.hatch);
        if (item.line) mark.classList.add("line");
        return el("li", null, mark, el("span", {class: "name", text: item.label}), el("span", {class: "end-value"}));
      }));
      this.heights = [];
    }
    if (made.endYear) this.ends.dataset.year = made.endYear;
    const nodes = [...this.ends.children];
    items.forEach((item, i) => setText(nodes[i].lastChild, item.text ?? ""));
    if (!items.length) return;
    if (this.beside === undefined || this.beside === null || !this.heights.length) {
      this.beside = getComputedStyle(this.ends).position === "relative";
      this.heights = nodes.map((node) => node.offsetHeight + 1);
    }
    if (!this.beside) return;
    const order = items.map((item, i) => i);
    const wished = items.map((item) => item.value === null ? 0 : this.chart.convertToPixel({yAxisIndex: 0}, item.value));
    order.sort((a, b) => wished[a] - wished[b] || a - b);
    const tops = spreadApart(order.map((i) => wished[i]), order.map((i) => this.heights[i]), this.size.height, made.endYear ? this.size.rem * 1.1 : 0);
    order.forEach((i, place) => { nodes[i].style.top = Math.round(tops[place]) + "px"; });
  }

  resized() {
    const room = this.room();
    if (this.size && room.width === this.size.width && room.height === this.size.height) return;
    this.size = room;
    this.signature = null;
    this.heights = [];
    this.beside = null;
    if (this.chart && room.width && room.height) {
      this.chart.resize({width: room.width, height: room.height});
      this.draw();
    } else {
      this.dirty = true;
      if (this.visible) this.draw();
    }
  }

  forget() {
    this.chart?.dispose();
    this.chart = null;
  }
}

export class Plots {
  constructor(app) {
    this.app = app;
    this.all = [];
    this.waiting = new Set();
    this.done = null;
    this.observe();
  }

  of(host) {
    return this.all.find((plot) => plot.host === host);
  }

  add(host, ends, build) {
    const plot = new Plot(host, ends, build, this.app);
    plot.onFinished = () => this.finished(plot);
    this.all.push(plot);
    this.watch.observe(host);
    this.sizes.observe(host);
    return plot;
  }

  clear() {
    this.watch.disconnect();
    this.sizes.disconnect();
    for (const plot of this.all) plot.forget();
    this.all = [];
    this.waiting.clear();
    this.observe();
  }

  observe() {
    this.watch = new IntersectionObserver((entries) => this.seen(entries), {rootMargin: "80px 0px"});
    this.sizes = new ResizeObserver((entries) => {
      for (const entry of entries) this.of(entry.target)?.resized();
    });
  }

  seen(entries) {
    for (const entry of entries) {
      const plot = this.of(entry.target);
      if (!plot) continue;
      plot.visible = entry.isIntersecting;
      if (plot.visible && plot.dirty && this.app.view) plot.draw();
    }
  }

  /* Redraws what is in view and calls back when every one of these has finished. */
  update(done) {
    this.done = done ?? null;
    this.waiting.clear();
    for (const plot of this.all) {
      plot.dirty = true;
    }
    const seen = this.all.filter((plot) => plot.visible && plot.host.isConnected);
    for (const plot of seen) this.waiting.add(plot);
    for (const plot of seen) if (!plot.draw()) this.waiting.delete(plot);
    clearTimeout(this.late);
    if (!this.done) return;
    if (this.waiting.size) this.late = setTimeout(() => this.giveUp(), UNCHANGED_MS);
    else requestAnimationFrame(() => this.finished(null));
  }

  /* A chart that looks as before does not say that it has finished. */
  giveUp() {
    this.waiting.clear();
    this.finished(null);
  }

  redraw(plot) {
    if (plot.visible) plot.draw();
    else plot.dirty = true;
  }

  finished(plot) {
    this.waiting.delete(plot);
    if (this.waiting.size || !this.done) return;
    const {done} = this;
    this.done = null;
    done();
  }

  /* Fixes the size of every chart for paper (width in px, 0: back to the screen) and draws all of them. */
  forPrint(width) {
    for (const plot of this.all) {
      const {host} = plot;
      host.style.width = width ? width + "px" : "";
      host.style.height = width ? Math.round(width * (host.classList.contains("tall") ? 0.5 : host.classList.contains("low") ? 0.28 : host.classList.contains("small") ? 0.26 : 0.42)) + "px" : "";
      if (width && !plot.chart) {
        plot.size = null;
        plot.draw();
      } else {
        plot.resized();
      }
      if (width && plot.dirty) plot.draw();
    }
  }
}
