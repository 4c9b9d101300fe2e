const ROW = 26;
const LEFT = 330;
const WIDTH = 380;
const RIGHT = 130;

const escapeXml = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * Bars of the rows' ratios on a logarithmic scale, for a light and a dark page.
 * @param {readonly { name: string, ratio: number, milliseconds: number, isOurs: boolean }[]} rows
 */
export function drawPlot(rows, title) {
  const most = Math.max(2, ...rows.map(({ ratio }) => ratio));
  const x = (ratio) => (Math.log(Math.max(1, ratio)) / Math.log(most)) * WIDTH;
  const height = (rows.length + 2) * ROW + 12;
  const ticks = [1, 2, 5, 10, 20, 50, 100, 200, 500].filter((tick) => tick <= most);
  const lines = ticks.map(
    (tick) =>
      `<path class="grid" d="M${(LEFT + x(tick)).toFixed(1)} ${ROW + 8}V${height - ROW}"/>` +
      `<text class="small" text-anchor="middle" x="${(LEFT + x(tick)).toFixed(1)}" y="${height - 8}">${tick} ×</text>`,
  );
  const bars = rows.map(({ name, ratio, milliseconds, isOurs }, at) => {
    const y = ROW * (at + 1) + 10;
    const length = Math.max(2, x(ratio));
    return (
      `<text text-anchor="end" x="${LEFT - 10}" y="${y + 14}">${escapeXml(name)}</text>` +
      `<rect class="${isOurs ? 'ours' : 'peer'}" x="${LEFT}" y="${y}" width="${length.toFixed(1)}" height="18" rx="2"/>` +
      `<text class="small" x="${(LEFT + length + 8).toFixed(1)}" y="${y + 14}">${ratio.toFixed(2)} × · ${milliseconds.toFixed(0)} ms</text>`
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + RIGHT} ${height}" role="img">
<title>${escapeXml(title)}</title>
<style>
text{font:13px system-ui,sans-serif;fill:#1f2328}.small{font-size:12px;fill:#59636e}.head{font-weight:600}
.ours{fill:#1a7f37}.peer{fill:#afb8c1}.grid{stroke:#d1d9e0;stroke-width:1}
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.small{fill:#9198a1}.ours{fill:#3fb950}.peer{fill:#656c76}.grid{stroke:#3d444d}}
</style>
<text class="head" x="10" y="20">${escapeXml(title)}</text>
${lines.join('\n')}
${bars.join('\n')}
</svg>
`;
}
