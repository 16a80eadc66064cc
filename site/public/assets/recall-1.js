// A phone remembers the lots whose stamps it scanned, in its own storage alone, and asks the list of recalls whether one of them is
// on it. Nothing about the phone is sent: the list is the same file for everybody. Written for browsers of 2017 and later.
;(function () {
  'use strict'
  var tag = document.currentScript
  var store
  try {
    store = window.localStorage
    store.getItem('nguon.lots')
  } catch (_) {
    return
  }
  var most = 300
  var days = 730
  var english = document.documentElement.lang === 'en'

  function read(name) {
    try {
      return JSON.parse(store.getItem(name)) || []
    } catch (_) {
      return []
    }
  }
  function keep(name, list) {
    try {
      store.setItem(name, JSON.stringify(list))
    } catch (_) {
      // A full storage remembers less; the page does not fail for it.
    }
  }
  function today() {
    return new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 10)
  }
  function sayDay(day) {
    return day.split('-').reverse().join('/')
  }
  function ago(day) {
    return (Date.now() - Date.parse(day)) / 86400000
  }

  var here = tag && tag.dataset.lot
  var lots = read('nguon.lots').filter(function (it) {
    return it && typeof it.k === 'string' && ago(it.d) <= days
  })
  var off = store.getItem('nguon.off') === '1'
  if (here && !off && tag.dataset.stamp === '1') {
    lots = lots.filter(function (it) {
      return it.k !== here
    })
    lots.unshift({ k: here, n: tag.dataset.name || '', u: location.pathname, d: today() })
    lots = lots.slice(0, most)
    keep('nguon.lots', lots)
  }

  /** Which remembered lots are on the list, each with its recall. */
  function found(recalls) {
    var hits = []
    recalls.forEach(function (recall) {
      recall.lots.forEach(function (lot) {
        lots.forEach(function (it) {
          if (it.k === recall.product + '|' + lot) hits.push({ it: it, recall: recall, lot: lot })
        })
      })
    })
    return hits
  }

  function link(text, href) {
    var a = document.createElement('a')
    a.textContent = text
    a.href = href
    return a
  }

  /** Told above everything else on the page, until the reader says that they know. */
  function tell(hit) {
    var part = hit.recall.part
    var day = sayDay(hit.it.d)
    var name = hit.recall.name || hit.it.n
    var box = document.createElement('aside')
    box.className = 'recall-told'
    box.setAttribute('role', 'alert')
    var p = document.createElement('p')
    p.textContent = english
      ? (part ? 'A part of lot ' : 'Lot ') + hit.lot + ' of ' + name + ', which you scanned on ' + day + ', is recalled.'
      : (part ? 'Một phần của lô ' : 'Lô ') + hit.lot + ' (' + name + ') bạn quét ngày ' + day + ' bị thu hồi.'
    var more = document.createElement('p')
    more.appendChild(
      part
        ? link(english ? 'See whether your pack is meant' : 'Xem gói của bạn có trong số đó không', hit.it.u)
        : link(english ? 'What to do' : 'Nên làm gì', (english ? '/en' : '') + '/thu-hoi/' + hit.recall.id),
    )
    var known = document.createElement('button')
    known.type = 'button'
    known.textContent = english ? 'I know' : 'Tôi biết rồi'
    known.addEventListener('click', function () {
      keep('nguon.known', read('nguon.known').concat(hit.recall.id).slice(-200))
      box.remove()
    })
    box.appendChild(p)
    box.appendChild(more)
    box.appendChild(known)
    var main = document.getElementById('noi-dung')
    if (main) main.insertBefore(box, main.firstChild)
  }

  function show(recalls) {
    var hits = found(recalls)
    var known = read('nguon.known')
    var told = {}
    hits.forEach(function (hit) {
      // The pages of a lot and of a recall say it themselves; the page of the recalls lists them all.
      if (hit.it.k === here || location.pathname.indexOf(hit.recall.id) > 0 || known.indexOf(hit.recall.id) >= 0 || told[hit.recall.id] || listing) return
      told[hit.recall.id] = true
      tell(hit)
    })
    if (listing) list(hits)
  }

  var listing = document.querySelector('[data-remembered]')

  /** The page of the recalls shows what this phone remembers, and lets it forget. */
  function list(hits) {
    var data = listing.dataset
    var ul = listing.querySelector('ul')
    var says = listing.querySelector('[data-says]')
    var button = listing.querySelector('button')
    ul.textContent = ''
    says.textContent = off ? data.off : lots.length === 0 ? data.none : ''
    lots.forEach(function (it) {
      var li = document.createElement('li')
      var hit = hits.filter(function (one) {
        return one.it === it
      })[0]
      li.appendChild(link((it.n ? it.n + ', ' : '') + it.k.split('|')[1], it.u))
      var when = document.createElement('span')
      when.className = 'small mute'
      when.textContent = ' ' + data.seen + ' ' + sayDay(it.d)
      li.appendChild(when)
      if (hit) {
        var mark = document.createElement('a')
        mark.className = 'tag past'
        mark.textContent = data.recalled
        mark.href = '#' + hit.recall.id
        li.appendChild(document.createTextNode(' '))
        li.appendChild(mark)
      }
      ul.appendChild(li)
    })
    button.textContent = off ? data.again : data.forget
    button.onclick = function () {
      off = !off
      if (off) {
        lots = []
        store.removeItem('nguon.lots')
        store.removeItem('nguon.hits')
        store.setItem('nguon.off', '1')
      } else store.removeItem('nguon.off')
      list([])
    }
    listing.hidden = false
  }

  if (listing) list([])
  if (lots.length === 0 || !window.fetch) return
  fetch('/recalls.json')
    .then(function (answer) {
      return answer.ok ? answer.json() : Promise.reject()
    })
    .then(function (jws) {
      var recalls = JSON.parse(jws.payload).recalls
      // What concerns this phone is told without a network too.
      keep(
        'nguon.hits',
        found(recalls).map(function (hit) {
          return hit.recall
        }),
      )
      show(recalls)
    })
    .catch(function () {
      show(read('nguon.hits'))
    })
})()
