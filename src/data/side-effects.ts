import type { QualifiedName } from './qualified-name.ts';
import { wordsIn } from './words-in.ts';

/**
 * Methods that change the object that they are called on, or use up part of it, and return something that an assert may
 * test (as of 2026-11): https://docs.python.org/3/library/stdtypes.html, #io.IOBase, #socket, #queue, #sqlite3.
 * Names that change nothing on other types (`str.join`, `re.Match.start`, `str.replace`) are left out.
 */
export const MUTATING_METHODS: ReadonlySet<string> = new Set(
  wordsIn(`pop popitem popleft append appendleft extend extendleft insert remove discard clear setdefault sort reverse
  rotate readline readlines readinto recv recvfrom recv_into send sendall sendto sendfile write writelines flush
  truncate commit rollback execute executemany executescript fetchone fetchall fetchmany save delete bulk_create
  get_or_create update_or_create create_all drop_all put put_nowait get_nowait acquire release unlink rmdir mkdir
  makedirs touch rename symlink_to write_text write_bytes terminate kill communicate connect disconnect close
  shutdown register unregister subscribe unsubscribe enqueue dequeue publish increment decrement add_all flush_all
  send_mail sendmail`),
);

/** Functions that act on the outside world, by qualified name. */
export const ACTING_CALLS: ReadonlySet<QualifiedName> = new Set(
  wordsIn(`builtins.next builtins.setattr builtins.delattr builtins.print builtins.input builtins.exec builtins.anext
  os.remove os.unlink os.rename os.replace os.mkdir os.makedirs os.rmdir os.removedirs os.system os.kill os.chmod
  os.chown os.link os.symlink os.write os.putenv os.environ.pop os.environ.setdefault
  shutil.rmtree shutil.move shutil.copy shutil.copy2 shutil.copyfile shutil.copytree
  subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen
  subprocess.Popen().wait subprocess.Popen().communicate
  requests.post requests.put requests.patch requests.delete requests.Session().post httpx.post httpx.put httpx.delete
  urllib.request.urlretrieve random.shuffle random.seed heapq.heappop heapq.heappush heapq.heappushpop
  heapq.heapreplace signal.signal atexit.register django.core.mail.send_mail smtplib.SMTP().sendmail`),
);
