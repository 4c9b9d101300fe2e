import type { SinkArgument } from './code-sinks.ts';
import type { QualifiedName } from './qualified-name.ts';

export interface Deserializer extends SinkArgument {
  /** What the argument is: the serialised bytes or text, an open file, or a path. */
  readonly takes: 'data' | 'file' | 'path';
  /** The keyword (and its position) that turns the dangerous reader on or off. */
  readonly unless?: { readonly keyword: string; readonly index: number | null; readonly is: boolean };
}

const data = (keyword: string | null, index = 0): Deserializer => ({ index, keyword, takes: 'data' });
const file = (keyword: string | null, index = 0): Deserializer => ({ index, keyword, takes: 'file' });
const path = (keyword: string | null, index = 0): Deserializer => ({ index, keyword, takes: 'path' });

/**
 * Readers of formats whose data can run code while being read (as of 2026-11).
 * https://docs.python.org/3/library/pickle.html, /shelve.html, /marshal.html
 * https://dill.readthedocs.io/en/latest/ · https://github.com/cloudpipe/cloudpickle
 * https://joblib.readthedocs.io/en/stable/persistence.html · https://jsonpickle.readthedocs.io/en/latest/
 * https://pandas.pydata.org/docs/reference/api/pandas.read_pickle.html
 * https://numpy.org/doc/stable/reference/generated/numpy.load.html
 * https://docs.pytorch.org/docs/stable/generated/torch.load.html
 */
export const DESERIALIZERS: ReadonlyMap<QualifiedName, Deserializer> = new Map<QualifiedName, Deserializer>([
  ...['pickle', '_pickle', 'cPickle', 'pickle5', 'six.moves.cPickle', 'zodbpickle.pickle'].flatMap(
    (module): [QualifiedName, Deserializer][] => [
      [`${module}.loads`, data('data')],
      [`${module}.load`, file('file')],
      [`${module}.Unpickler`, file('file')],
    ],
  ),
  ['dill.loads', data('str')],
  ['dill.load', file('file')],
  ['dill.Unpickler', file('file')],
  ['dill.load_session', path('filename')],
  ['dill.load_module', path('filename')],
  ['cloudpickle.loads', data('data')],
  ['cloudpickle.load', file('file')],
  ['joblib.load', path('filename')],
  ['sklearn.externals.joblib.load', path('filename')],
  ['shelve.open', path('filename')],
  ['shelve.DbfilenameShelf', path('filename')],
  ['marshal.loads', data(null)],
  ['marshal.load', file(null)],
  ['jsonpickle.decode', data('string')],
  ['jsonpickle.loads', data('string')],
  ['jsonpickle.unpickler.decode', data('string')],
  ['jsonpickle.unpickler.Unpickler().restore', data('obj')],
  ['jsonpickle.Unpickler().restore', data('obj')],
  ['pandas.read_pickle', path('filepath_or_buffer')],
  ['pandas.io.pickle.read_pickle', path('filepath_or_buffer')],
  ['numpy.load', { ...path('file'), unless: { keyword: 'allow_pickle', index: 2, is: false } }],
  // weights_only became the default in torch 2.6. Projects still run older versions, and writing it out costs nothing.
  ['torch.load', { ...path('f'), unless: { keyword: 'weights_only', index: null, is: true } }],
]);

/** Safe if the switch is not given: numpy has refused pickles since 1.16.3, but torch may still read them. */
export const SAFE_BY_DEFAULT: ReadonlySet<QualifiedName> = new Set(['numpy.load']);

/** Data that the same expression serialised is not from outside: `pickle.loads(pickle.dumps(x))`. */
export const SERIALIZERS: ReadonlySet<QualifiedName> = new Set(
  ['pickle', '_pickle', 'cPickle', 'pickle5', 'dill', 'cloudpickle', 'marshal'].map((module) => `${module}.dumps`),
);
