// A site opened from a disk may start no worker, and the search is one. There a hidden frame stands in for it: same scripts, same messages.
class FrameWorker extends EventTarget {
  constructor(url) {
    super()
    this.frame = document.createElement("iframe")
    this.frame.hidden = true
    this.frame.srcdoc = `<script>
      postMessage = message => parent.dispatchEvent(new CustomEvent("frame-worker", { detail: { from: window, message } }))
      importScripts = (...scripts) => scripts.reduce((before, src) => before.then(() => new Promise(loaded => {
        document.body.append(Object.assign(document.createElement("script"), { src, onload: loaded }))
      })), Promise.resolve())
    </script><body><script src="${new URL(url, document.baseURI)}"></script>`
    this.ready = new Promise(loaded => { this.frame.onload = loaded })
    addEventListener("frame-worker", ({ detail }) => {
      if (detail.from !== this.frame.contentWindow) return
      const event = new MessageEvent("message", { data: detail.message })
      this.dispatchEvent(event)
      this.onmessage?.(event)
    })
    document.body.append(this.frame)
  }

  postMessage(message) {
    this.ready.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data: message })))
  }

  terminate() {
    this.frame.remove()
  }
}

if (location.protocol === "file:") window.Worker = FrameWorker
