import { FAIL_ON } from '../cli/argv.ts';
import { SEVERITIES } from '../engine/severity.ts';
import type { Catalogue } from './catalogue.ts';
import { CONTEXTS } from './config.ts';

/** The JSON Schema of the configuration, with every rule's id, so that editors complete ids and flag typos. */
export function configSchema({ ids, families }: Catalogue, id: string): object {
  const globs = {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    description: 'Globs, relative to the folder of the configuration',
  };
  const described = (ref: string, description: string): object => ({
    allOf: [{ $ref: `#/definitions/${ref}` }],
    description,
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: id,
    title: 'antivenom',
    description: 'The table [tool.antivenom] of pyproject.toml, or antivenom.toml',
    type: 'object',
    additionalProperties: false,
    definitions: {
      rule: { enum: [...ids] },
      names: { type: 'array', items: { enum: [...families.keys(), ...ids] } },
      globs,
      severity: { enum: [...SEVERITIES] },
    },
    properties: {
      select: { ...described('names', 'Run only these rules or families'), minItems: 1 },
      ignore: described('names', 'Skip these rules or families'),
      severity: {
        type: 'object',
        propertyNames: { $ref: '#/definitions/rule' },
        additionalProperties: { $ref: '#/definitions/severity' },
        description: 'Severities that replace those of the rules',
      },
      exclude: described('globs', 'Paths that are not checked'),
      'per-file-ignores': {
        type: 'object',
        additionalProperties: { $ref: '#/definitions/names' },
        description: 'Globs, each with the rules or families to skip there',
      },
      contexts: {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(CONTEXTS.map((context) => [context, { $ref: '#/definitions/globs' }])),
        description: 'Where files are used, if their paths do not tell',
      },
      'fail-on': { enum: [...FAIL_ON], default: 'error', description: 'The lowest severity that blocks' },
      'new-only': { type: 'boolean', default: true, description: 'Block only on what the change adds' },
      baseline: {
        type: 'string',
        minLength: 1,
        description: 'A file written by antivenom baseline: the findings in it are tolerated',
      },
      'allowed-indexes': {
        type: 'array',
        items: { type: 'string', minLength: 1 },
        description: 'Package indexes that are trusted besides PyPI',
      },
      'allowed-packages': {
        type: 'array',
        items: { type: 'string', minLength: 1 },
        description: 'Packages whose names are as intended, although they look like others',
      },
    },
  };
}
