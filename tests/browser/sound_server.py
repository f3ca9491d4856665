"""A sound card that is not there: browsers play into its loudspeaker, and hear what a test says in its microphone."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

MODULES = [
    "module-null-sink sink_name=loudspeaker",
    "module-null-sink sink_name=mouth",
    "module-remap-source source_name=microphone master=mouth.monitor",
]
HISS = ["pacat", "--volume=5000", "--rate=16000", "--channels=1"]  # no room is silent as a file of zeros is


class SoundServer:
    """PulseAudio with a loudspeaker that nobody hears, and a microphone in a quiet room that hears `say`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sound-"))  # a socket's path must be short
        socket = self.folder / "native"
        modules = [f"module-native-protocol-unix socket={socket} auth-anonymous=1", *MODULES]
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        command += [part for module in modules for part in ("-L", module)]
        own = os.environ | {"XDG_RUNTIME_DIR": str(self.folder), "HOME": str(self.folder)}
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, env=own, **silent)
        deadline = time.monotonic() + 15
        while not socket.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.environ = os.environ | {"PULSE_SERVER": f"unix:{socket}"}
        with open("/dev/urandom", "rb") as noise:
            self._room = subprocess.Popen([*HISS, "--device=mouth"], env=self.environ, stdin=noise, **silent)

    def say(self, recording: bytes) -> subprocess.Popen:
        """Play a wav file into the microphone; ends when it was heard."""
        command = ["paplay", "--device=mouth", "--latency-msec=50"]
        playing = subprocess.Popen(command, env=self.environ, stdin=subprocess.PIPE)
        assert playing.stdin
        playing.stdin.write(recording)
        playing.stdin.close()
        return playing

    def stop(self) -> None:
        for process in (self._room, self._process):
            process.terminate()
            process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)
