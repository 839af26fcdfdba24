vcl 4.1;

# Varnish in front of Shida: asks once for what any number of clients ask for, and drops by tag what a publication has
# changed (docs/caching.md, "Purging a CDN"):
#
#     curl -X PURGE -H 'Surrogate-Key: edition:capital-unions-2022 stories editions series topics' http://localhost/
#
# Start varnishd with -p http_gzip_support=off: the codings are Shida's, brotli among them. The module xkey is in
# Debian's package varnish-modules.

import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8080";
}

# The clients that may purge.
acl purgers {
    "localhost";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) {
            return (synth(403));
        }
        # What was not changed after all is not sent again: Shida answers 304 when it is asked for next.
        return (synth(200, "Purged " + xkey.softpurge(req.http.Surrogate-Key)));
    }
    # What is stale is asked for again, as that takes no more than a 304; it will do if Shida does not answer (RFC 5861).
    set req.grace = 0s;
    if (req.restarts > 0) {
        set req.grace = 1y;
    }
    # Few values make few variants. Nobody is told from anybody by a cookie.
    if (req.http.Accept-Encoding ~ "(?i)\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))") {
        set req.http.Accept-Encoding = "br";
    } else if (req.http.Accept-Encoding ~ "(?i)\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
    call choose_language;
    unset req.http.Cookie;
}

# Pages come in Chinese and English: in the one that is given more weight, the first of two alike; in Chinese, the first
# of shida.edge.cache.page.languages, for whoever asks for neither. What cannot be read is skipped; a star stands for the
# language that is not named. So does Shida choose.
sub choose_language {
    set req.http.X-Zh = 0;
    set req.http.X-En = 0;
    if (req.http.Accept-Language ~ "(^|,)\s*\*\s*(;\s*q=(0?\.\d{1,3}|0\.?|1(\.0{0,3})?)\s*)?(,|$)") {
        set req.http.X-Zh = regsub(req.http.Accept-Language,
            "^(?:.*?,)?\s*\*\s*(?:;\s*q=(0?\.\d{1,3}|0\.?|1(?:\.0{0,3})?)\s*)?(?:,.*)?$", "\1");
        set req.http.X-En = req.http.X-Zh;
    }
    if (req.http.Accept-Language ~ "(?i)(^|,)\s*zh(-[a-z0-9-]*)?\s*(;\s*q=(0?\.\d{1,3}|0\.?|1(\.0{0,3})?)\s*)?(,|$)") {
        set req.http.X-Zh = regsub(req.http.Accept-Language,
            "(?i)^(?:.*?,)?\s*zh(?:-[a-z0-9-]*)?\s*(?:;\s*q=(0?\.\d{1,3}|0\.?|1(?:\.0{0,3})?)\s*)?(?:,.*)?$", "\1");
    }
    if (req.http.Accept-Language ~ "(?i)(^|,)\s*en(-[a-z0-9-]*)?\s*(;\s*q=(0?\.\d{1,3}|0\.?|1(\.0{0,3})?)\s*)?(,|$)") {
        set req.http.X-En = regsub(req.http.Accept-Language,
            "(?i)^(?:.*?,)?\s*en(?:-[a-z0-9-]*)?\s*(?:;\s*q=(0?\.\d{1,3}|0\.?|1(?:\.0{0,3})?)\s*)?(?:,.*)?$", "\1");
    }
    # No weight is the most.
    if (std.real(req.http.X-En, 1.0) > std.real(req.http.X-Zh, 1.0)
        || (std.real(req.http.X-En, 1.0) > 0.0
            && std.real(req.http.X-En, 1.0) == std.real(req.http.X-Zh, 1.0)
            && req.http.Accept-Language ~ "(?i)\ben\b.*(\bzh\b|\*)")
        || (std.real(req.http.X-En, 1.0) == std.real(req.http.X-Zh, 1.0)
            && req.http.Accept-Language ~ "(?i)\bzh\s*;\s*q=0(\.0*)?\s*(,|$)"
            && req.http.Accept-Language !~ "(?i)\ben\s*;\s*q=0(\.0*)?\s*(,|$)")) {
        set req.http.Accept-Language = "en";
    } else {
        set req.http.Accept-Language = "zh";
    }
    unset req.http.X-Zh;
    unset req.http.X-En;
}

sub vcl_backend_response {
    set beresp.http.xkey = beresp.http.Surrogate-Key;
    if (beresp.http.CDN-Cache-Control ~ "max-age=\d") {
        # RFC 9213: a cache that is purged may keep it for longer.
        set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, "^.*\bmax-age=(\d+).*$", "\1s"), 0s);
    }
    if (beresp.http.Cache-Control ~ "stale-if-error=\d") {
        set beresp.grace = std.duration(regsub(beresp.http.Cache-Control, "^.*\bstale-if-error=(\d+).*$", "\1s"), 0s);
    }
    # RFC 9211
    if (beresp.was_304) {
        set beresp.http.X-Forwarded = "fwd=stale; fwd-status=304";
    } else {
        set beresp.http.X-Forwarded = "fwd=miss; fwd-status=" + beresp.status;
    }
}

sub vcl_deliver {
    if (resp.status == 503 && req.restarts == 0) {
        return (restart);
    }
    if (!resp.http.Cache-Status) {
        # An error of Varnish's own.
    } else if (obj.hits > 0) {
        set resp.http.Cache-Status = resp.http.Cache-Status + ", varnish; hit";
    } else {
        set resp.http.Cache-Status = resp.http.Cache-Status + ", varnish; " + resp.http.X-Forwarded;
    }
    unset resp.http.X-Forwarded;
    unset resp.http.xkey;
}
