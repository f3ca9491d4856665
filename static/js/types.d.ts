/** The browser's recognition, under one name or the other. */
declare var SpeechRecognition: (new () => object) | undefined
declare var webkitSpeechRecognition: typeof SpeechRecognition

/** What the room is doing, from which everything shown follows. */
interface State {
  link: 'connecting' | 'open' | 'lost' | 'closed'
  /** `check` while the sound check listens or plays, `ending` while recognition thinks about the last words. */
  mic: 'off' | 'check' | 'asking' | 'on' | 'ending'
  /** What the server works on. */
  server: null | 'transcribing' | 'thinking' | 'speaking'
  /** A take that the server has not confirmed. */
  waiting: null | 'audio' | 'text'
  /** Whether the partner can be heard. */
  sounding: boolean
}

/** One answer of the student's, as it goes over the socket. */
interface Take {
  type: 'audio_complete' | 'transcript_direct'
  /** The student's own id of it; the server stores the same id once. */
  turn: string
  provider: string
  text?: string
  /** Base64; all of it, also when pieces of it went out before. */
  data?: string
  /** So many pieces went out while it was spoken; 0 when it has to go out as a whole. */
  chunks?: number
  mime?: string
  /** Seconds. */
  duration?: number
  /** The turn whose sentence is said again; the answer is compared with it and stays out of the conversation. */
  repeats?: string
  /** What the browser's recognition heard of the same take, which goes out when the sound will not do. */
  spare?: Promise<{ take?: Omit<Take, 'turn'> }>
}

/** What is said about a sentence: better words, praise, or both. Fields without a value are left out. */
interface Correction {
  better?: string
  why?: string
  praise?: string
}

interface Turn {
  who: 'student' | 'partner'
  turn: string
  text: string
  disputed?: boolean
  correction?: Correction & { repaired: boolean }
  /** The number under which the student's sound can be fetched. */
  recording?: number | null
}

/** A sentence of the partner's: sound (base64, or a file by its address), or words for the browser to speak. */
interface Part {
  data?: string
  mime?: string
  url?: string
  text?: string
  /** Its place in the reply, from 0. */
  seq?: number
  last?: boolean
  /** 1 is the speed it was spoken in. The pitch stays. */
  rate?: number | string
}

/** The sounds of this page, by their turns. */
interface Tape {
  add(turn: string, part: Part): void
  /** All parts of what was said, once they are all there. */
  of(turn: string): Part[] | false | undefined
}

/** A message as it goes over the wire. */
type Message = Record<string, unknown>

interface SocketEvents {
  open(): void
  message(message: Message): void
  lost(): void
  closed(code: number): void
  refused(): void
}

/** A JSON socket that comes back unless the closing code forbids it. */
interface Socket {
  connect(): void
  /** Whether there was an open connection to take it. */
  send(message: object): boolean
}

type MakeSocket = (url: string, on: SocketEvents) => Socket

/** Plays whole files one after another without a gap. */
interface Player {
  /** The page's only one. */
  context(): AudioContext
  /** To be called inside a gesture. */
  wake(): void
  /** Settles when the file has its place; throws when it cannot be decoded. */
  play(base64: string): Promise<void>
  /** Settles when the file was heard or stopped. */
  replay(part: Part): Promise<void>
  /** Settles when everything queued has been heard. */
  quiet(): Promise<unknown>
  /** How loud it is now, between 0 and 1. */
  level(): number
  stop(): void
}

/** `touched` settles when the page was touched. */
type MakePlayer = (touched: () => Promise<void>, create: () => AudioContext, tape?: HTMLAudioElement) => Player

/** The browser's own voice. */
interface Speech {
  /** The English voice, waited for as long as browsers take to load it. */
  voice(): Promise<SpeechSynthesisVoice | undefined>
  /** Settles when the sentence was said or stopped; throws when no voice works. */
  say(text: string, rate?: number | string): Promise<void>
  /** 1 when a word begins, then less and less; 0 where the browser does not tell. */
  level(): number
  stop(): void
}

type MakeSpeech = (touched: () => Promise<void>, synth?: SpeechSynthesis) => Speech

/** The browser's recognition over one take, begun again when it ends by itself. */
interface Recognition {
  /** Settles when it listens, or with the browser's code when it does not. */
  start(): Promise<string | undefined>
  /** `error` is the browser's code, or 'silent' when it never answered. */
  stop(): Promise<{ text: string; error?: string }>
  drop(): void
}

type MakeRecognition = (
  Native: new () => object,
  partial: (text: string) => void,
  failed: (code: string) => void,
) => Recognition

interface VoiceEvents {
  sounding(on: boolean): void
  failed(part: Part): void
}

/** All that the partner says aloud: sound, or words for the browser to speak. */
interface Voice {
  add(part: Part): void
  stop(): void
}

type MakeVoice = (player: Player, speech: Speech, on: VoiceEvents) => Voice

/** The room's state, shown in the panel under the transcript. */
interface Panel {
  readonly state: State
  set(change: Partial<State>): void
}

/** Short notes above the talk button, one of each name. */
interface Notices {
  /** `name` tells notes apart; a newer one takes the place of an older one. The button closes the note, then acts. */
  show(name: string, text: string, label?: string, act?: () => void): void
  close(...names: string[]): void
}

/** The bubbles of the conversation. */
interface Transcript {
  /** The whole text of a turn. */
  set(who: Turn['who'], turn: string, text: string): void
  /** One more sentence of the partner's. */
  add(turn: string, text: string): void
  /** Fills the part of this name in a turn's bubble; answers it where there is such a bubble. */
  put(turn: string, name: string, ...content: (string | Node)[]): Element | undefined
}

/** A word of a sentence said again: as it was, left out, or one too many. */
type Difference = ['same' | 'missing' | 'extra', string]

/** Help that arrives beside the conversation. Each is called with the server's message of its name. */
interface Help {
  /** Without a text the first hint is offered anew. `repeats` is the turn that the next answer says again. */
  hint(message: { step?: number; text?: string | Node; repeats?: string }): void
  translation(message: { turn: string; lang: string; text: string }): void
  rephrased(message: { turn: string; text: string }): void
  edited(message: { turn: string; text: string }): void
  disputed(message: { turn: string }): void
  said_again(message: { turn: string; diff: Difference[]; repaired: boolean }): void
  correction(message: Correction & { turn: string }): void
}

type Service = 'stt' | 'llm' | 'tts'

/**
 * The badge that says which services are at work, and which were given up.
 * Providers by their names; the badge shows their labels.
 */
interface Chain {
  show(status: Record<Service, string>): void
  /** The provider now at work, unknown until the server said it. */
  of(service: Service): string | undefined
  gaveUp(service: Service, name: string): void
}

/** Records one take, and lets the microphone go afterwards. */
interface Recorder {
  /** Settles once sound is really being recorded; throws the browser's own error. */
  start(piece?: (data: Blob) => void): Promise<void>
  stop(): Promise<Blob>
  /** Tells silence from words that were not understood. */
  heard(): boolean
  drop(): void
}

type MakeRecorder = (context: () => AudioContext, meter: HTMLMeterElement, lost: () => void) => Recorder

/** Sends a take piece by piece while it is spoken. */
interface Upload {
  /** The take's id. */
  turn: string
  add(piece: Blob): void
  /** How many pieces went out; 0 when one did not. */
  chunks(): Promise<number>
  drop(): void
}

type MakeUpload = (send: Socket['send'], encode?: (piece: Blob) => Promise<string>) => Upload

/** What a gesture does; `start` answers false when talking is not possible now. */
interface Talk {
  start(): boolean
  finish(): void
  drop(): void
}

/** Pointer and keys for the talk button. */
type BindTalk = (
  button: HTMLElement,
  gesture: import('./gesture.js').Gesture,
  silence: () => void,
  listening: () => boolean,
) => void

/** Makes one take: words where the browser recognises them, a recording otherwise or besides. */
interface Listener {
  start(): Promise<void>
  finish(): Promise<void>
  drop(): void
}

type MakeListener = (room: Room, recorder: Recorder, failed: () => void) => Listener

/** What the room is made of. */
interface Parts {
  ability: import('./ability.js').Ability
  socket: Socket
  takes: import('./takes.js').Takes
  voice: Voice
}

/** What takes several parts of the room at once. */
interface Room extends Parts {
  /** The partner's turn that comes in. */
  turn?: string
  /** A take, which gets an id unless it has one, and its sound, to be heard again. */
  send(take: Omit<Take, 'turn'> & { turn?: string }, blob?: Blob): void
  /** Asks the server for help; the button shows that it is on its way. */
  ask(button: HTMLElement, message: Message): void
  /** Silence at once; a turn that still runs is cancelled. */
  interrupt(): void
  /** Whether this turn was cut off; without one, the turn that runs. */
  isCut(turn?: string): boolean
  /** The server begins anew: what comes from now on is wanted. */
  resume(): void
  /** Whether the student may answer now: the partner is silent then. Says so when not. */
  isFree(): boolean
  /** A service of this browser does not work on this page. */
  giveUp(service: 'stt' | 'tts'): void
}

type MakeRoom = (parts: Parts) => Room

/** What the buttons of a bubble do; what is not here, the server does. */
type BindTools = (room: Room, gesture: import('./gesture.js').Gesture) => void

/** The sound check: a microphone is chosen and tried, and the partner waits for it. */
type BindCheck = (recorder: Recorder, voice: Voice) => void
