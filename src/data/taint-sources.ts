import { wordsIn } from './words-in.ts';

/**
 * Where data from outside enters a program, by qualified name (as of 2026-11). A root includes everything that is read
 * from it: `sys.argv`, `requests.get().text`.
 * https://docs.python.org/3/library/ (sys, os, socket, argparse, urllib) ·
 * https://flask.palletsprojects.com/en/stable/api/#flask.Request
 * https://docs.djangoproject.com/en/5.2/ref/request-response/ · https://www.starlette.io/requests/
 * https://requests.readthedocs.io/ · https://www.python-httpx.org/ · https://docs.aiohttp.org/
 */
const roots = (what: string, names: string): [string, string][] => wordsIn(names).map((name) => [name, what]);

const HTTP_METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'send', 'stream'];
const clients = [
  'requests',
  'requests.Session()',
  'requests.session()',
  'httpx',
  'httpx.Client()',
  'httpx.AsyncClient()',
  'aiohttp.ClientSession()',
  'urllib3.PoolManager()',
  'urllib3',
];

export const SOURCE_ROOTS: ReadonlyMap<string, string> = new Map([
  ...roots(
    'the command line',
    'sys.argv sys.orig_argv argparse.ArgumentParser().parse_args() argparse.ArgumentParser().parse_known_args() optparse.OptionParser().parse_args() getopt.getopt() docopt.docopt() fileinput.input()',
  ),
  ...roots('the environment', 'os.environ os.environb os.getenv() os.getenvb() environ.Env()() decouple.config()'),
  ...roots('standard input', 'builtins.input() builtins.raw_input() sys.stdin sys.__stdin__ getpass.getpass()'),
  ...roots(
    'the network',
    `urllib.request.urlopen() urllib.urlopen() urllib2.urlopen() urllib.request.urlretrieve()
    socket.socket().recv() socket.socket().recvfrom() socket.socket().recvmsg() socket.socket().makefile()
    socket.create_connection().recv() socket.create_connection().makefile()
    websocket.create_connection().recv() websocket.WebSocket().recv() websockets.connect().recv()
    http.client.HTTPConnection().getresponse() http.client.HTTPSConnection().getresponse()
    telnetlib.Telnet().read_all() telnetlib.Telnet().read_until() ftplib.FTP().retrlines()
    smtpd.SMTPServer xmlrpc.client.ServerProxy() paho.mqtt.client.Client().payload
    asyncio.open_connection() multiprocessing.connection.Client().recv() multiprocessing.connection.Listener().accept().recv()
    zmq.Context().socket().recv() zmq.Context().socket().recv_string() zmq.Context().socket().recv_json()`,
  ),
  ...clients.flatMap((client) =>
    HTTP_METHODS.map((method): [string, string] => [`${client}.${method}()`, 'the network']),
  ),
  ...roots(
    'a file',
    'builtins.open() io.open() codecs.open() gzip.open() bz2.open() lzma.open() os.fdopen() pathlib.Path().read_text() pathlib.Path().read_bytes() pathlib.Path().open() linecache.getline() linecache.getlines()',
  ),
  ...roots(
    'a request',
    ['BaseHTTPRequestHandler', 'SimpleHTTPRequestHandler', 'CGIHTTPRequestHandler']
      .flatMap((name) => ['rfile', 'path', 'headers'].map((part) => `http.server.${name}().${part}`))
      .join(' '),
  ),
  ...roots(
    'the network',
    'socketserver.BaseRequestHandler().request socketserver.StreamRequestHandler().rfile socketserver.StreamRequestHandler().request asyncio.StreamReader()',
  ),
  ...roots('a request', 'cgi.FieldStorage() web.input() web.data() web.cookies()'),
]);

/** Calls that return a connection: `conn, address = sock.accept(); conn.recv(1024)`. */
export const CONNECTION_ROOTS: ReadonlySet<string> = new Set(['socket.socket().accept()', 'asyncio.open_connection()']);

/** A handler's request, by qualified name. */
export const REQUEST_OBJECTS: ReadonlySet<string> = new Set(
  wordsIn(`flask.request quart.request bottle.request flask.globals.request web.ctx
  django.http.HttpRequest() django.http.request.HttpRequest() rest_framework.request.Request()
  starlette.requests.Request() fastapi.Request() fastapi.requests.Request() aiohttp.web.Request()
  sanic.Request() sanic.request.Request() litestar.Request() falcon.Request() werkzeug.Request() werkzeug.wrappers.Request()
  pyramid.request.Request() starlette.websockets.WebSocket() fastapi.WebSocket()`),
);

/** What the client controls in a request. Its user, session, method and route are the server's own. */
export const REQUEST_DATA: ReadonlySet<string> = new Set(
  wordsIn(`GET POST FILES COOKIES META REQUEST headers body data args form json values files cookies params query query_params
  query_string path full_path path_info url uri base_url get_json get_data get_full_path stream text content raw_body
  path_params match_info matchdict rel_url json_body forms query_arguments body_arguments arguments read post host
  get_host referrer remote_user user_agent content_type DATA QUERY_PARAMS view_args input raw_post_data receive
  receive_text receive_json receive_bytes media get_param environ bounded_stream`),
);

/** Methods of a Tornado handler that read the request. */
export const HANDLER_METHODS: ReadonlySet<string> = new Set(
  'get_argument get_arguments get_query_argument get_query_arguments get_body_argument get_body_arguments get_cookie'.split(
    ' ',
  ),
);

/** Functions that return their argument in another form. */
export const PASSING_CALLS: ReadonlySet<string> = new Set(
  wordsIn(`builtins.str builtins.bytes builtins.bytearray builtins.repr builtins.format builtins.list builtins.tuple builtins.dict
  builtins.set builtins.frozenset builtins.sorted builtins.reversed builtins.zip builtins.enumerate builtins.iter builtins.next
  builtins.filter builtins.map builtins.max builtins.min builtins.sum builtins.vars builtins.ascii builtins.memoryview builtins.compile
  code.compile_command codeop.compile_command codeop.Compile() codeop.CommandCompiler()
  json.loads json.load json.dumps simplejson.loads orjson.loads ujson.loads yaml.safe_load yaml.load tomllib.loads tomllib.load toml.loads
  base64.b64decode base64.b64encode base64.urlsafe_b64decode base64.b32decode base64.b16decode base64.decodebytes base64.standard_b64decode
  binascii.unhexlify binascii.a2b_base64 codecs.decode codecs.encode zlib.decompress gzip.decompress bz2.decompress lzma.decompress
  urllib.parse.unquote urllib.parse.unquote_plus urllib.parse.parse_qs urllib.parse.parse_qsl urllib.parse.urlparse urllib.parse.urlsplit
  urllib.parse.urljoin html.unescape textwrap.dedent textwrap.indent inspect.cleandoc
  os.path.join os.path.basename os.path.abspath os.path.normpath os.path.expanduser os.path.realpath os.path.dirname os.fspath os.fsdecode
  pathlib.Path pathlib.PurePath io.StringIO io.BytesIO io.TextIOWrapper io.BufferedReader copy.copy copy.deepcopy re.sub re.split re.findall
  string.Template asyncio.wait_for asyncio.to_thread itertools.chain itertools.islice collections.OrderedDict functools.partial
  django.utils.encoding.force_str django.utils.encoding.smart_str django.utils.http.unquote ast.parse struct.unpack typing.cast
  shutil.which csv.reader csv.DictReader`),
);

/** Methods that return the object that they are called on, or part of it, as a number or an answer. */
export const ANSWERING_METHODS: ReadonlySet<string> = new Set(
  wordsIn(`startswith endswith isdigit isalpha isalnum isnumeric isidentifier isspace islower isupper count index find rfind rindex
  exists is_file is_dir bit_length close __len__ raise_for_status hexdigest digest status_code ok fileno tell is_valid`),
);
