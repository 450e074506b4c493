#!/bin/sh
# Writes lodge(1) from what the command says of itself. usage: lodge.1.sh LODGE
set -eu
lodge=$1

text() { sed 's/\\/\\\\/g; s/-/\\-/g; s/^\([.'\'']\)/\\\&\1/'; }

cat <<'EOF'
.TH LODGE 1 "" "Lodge" "User commands"
.SH NAME
lodge \- the technician's command for Lodge, a school's bookings
.SH SYNOPSIS
.B lodge
.RB [ \-\-config
.IR FILE ]
.RB [ \-\-json ]
.I COMMAND
\&...
.SH DESCRIPTION
Works on the stores that
.BR lodged (8)
serves. Run it as their user, whose files they are:
.PP
.RS
.B runuser \-u lodge \-\- lodge site create ashdown
.RE
.SH OPTIONS
.TP
.BI \-\-config " FILE"
The configuration; /etc/lodge/lodge.conf unless given.
.TP
.B \-\-json
Answers in JSON.
.TP
.B \-\-help
Says what there is; after a command, or the first word of several, what each takes, and an example.
.SH COMMANDS
EOF
"$lodge" --help | sed -n 's/^  \([a-z][^ ]*\( [a-z][a-z-]*\)\{0,1\}\).*/\1/p' | while read -r command; do
  echo .TP
  # shellcheck disable=SC2086 # a command may be two words
  "$lodge" $command --help </dev/null | sed '/^$/,$d' | text |
    sed '1s/^/.B /; 2,$s/^  *//; 2,$s/^\(\\-\\-[^ ]*.*\)$/.br\n.B \1\n.br/; s/^Example: /.br\n&/'
done
cat <<'EOF'
.SH EXIT STATUS
0 done, 1 refused, 2 wrong usage, 3 unavailable.
.SH SEE ALSO
.BR lodged (8)
EOF
