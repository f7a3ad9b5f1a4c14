using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CityOps.Tests.Ingestion.Notifications.Channels;

/// <summary>
/// A mail server that says what the test wants, for faults that no real one has on demand. Replies are by the first word of a command;
/// <c>hello</c> is the greeting and <c>mail</c> what follows the text of a mail.
/// </summary>
sealed class SmtpStandIn : IAsyncDisposable
{
    /// <summary>A reply: nothing is said, and the connection stays.</summary>
    public const string Silence = "";

    /// <summary>A reply: the connection is ended.</summary>
    public const string HangUp = "-";

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<string, string> _replies = new(StringComparer.OrdinalIgnoreCase);
    readonly ConcurrentBag<Task> _dialogues = [];
    Task _accepting = Task.CompletedTask;

    public SmtpStandIn(params (string Command, string Reply)[] replies)
    {
        (string, string)[] usual =
        [
            ("hello", "220 stand-in"), ("EHLO", "250-stand-in\r\n250-AUTH PLAIN\r\n250 8BITMIME"), ("AUTH", "235 welcome"), ("MAIL", "250 ok"), ("RCPT", "250 ok"),
            ("DATA", "354 go on"), ("mail", "250 2.0.0 queued as 7"), ("QUIT", "221 bye"), ("RSET", "250 ok"),
        ];
        foreach (var (command, reply) in usual.Concat(replies))
        {
            Says(command, reply);
        }

        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All lines of all clients but those of mails, in order.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    public ConcurrentQueue<string> Mails { get; } = new();

    public void Says(string command, string reply) => _replies[command == "mail" ? "mail." : command] = reply;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_dialogues);
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _dialogues.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            if (!await ReplyAsync(client, "hello"))
            {
                return;
            }

            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                Lines.Enqueue(line);
                var command = line.Split(' ')[0];
                if (!await ReplyAsync(client, command))
                {
                    return;
                }

                if (command == "DATA" && _replies["DATA"].StartsWith("354", StringComparison.Ordinal))
                {
                    Mails.Enqueue(await ReadMailAsync(reader));
                    if (!await ReplyAsync(client, "mail."))
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return;
        }
    }

    async Task<string> ReadMailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            mail.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        return mail.ToString();
    }

    async Task<bool> ReplyAsync(TcpClient client, string command)
    {
        var reply = _replies.GetValueOrDefault(command, "500 what?");
        if (reply is not (Silence or HangUp))
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), _stop.Token);
        }

        return reply != HangUp;
    }
}
