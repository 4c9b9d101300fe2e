// The software bill of materials of the bundle: https://cyclonedx.org/docs/1.6/json/
// It contains neither time nor serial number, so that the same sources make the same bytes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const readJson = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

/**
 * @param root the root of the repository, with packages installed
 * @param names the npm packages whose code is in the bundle
 * @returns CycloneDX 1.6 as JSON
 */
export function billOfMaterials(root, names) {
  const product = readJson(root, 'package.json');
  const locked = readJson(root, 'package-lock.json').packages;
  const self = purl(product);
  const components = names.map((name) => {
    const folder = `node_modules/${name}`;
    const { version, license, description } = readJson(root, folder, 'package.json');
    return {
      type: 'library',
      'bom-ref': purl({ name, version }),
      name,
      version,
      ...(description === undefined ? {} : { description }),
      licenses: [{ expression: license }],
      purl: purl({ name, version }),
      // The hash of the tarball in npm's registry.
      hashes: hashes(locked[folder].integrity),
    };
  });
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': self,
        name: product.name,
        version: product.version,
        description: product.description,
        licenses: [{ expression: product.license }],
        purl: self,
      },
    },
    components,
    dependencies: [
      { ref: self, dependsOn: components.map((component) => component['bom-ref']) },
      ...components.map((component) => ({ ref: component['bom-ref'] })),
    ],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md */
function purl({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** npm's `sha512-BASE64` as CycloneDX writes it. */
function hashes(integrity) {
  return integrity.split(' ').map((entry) => {
    const [, algorithm, digest] = /^sha(\d+)-(.+)$/.exec(entry);
    return { alg: `SHA-${algorithm}`, content: Buffer.from(digest, 'base64').toString('hex') };
  });
}
