using System.Globalization;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace CityOps.Tests.EndToEnd.Production;

/// <summary>
/// Devices behind one gateway that send on while the city's parts come and go. Each message is sent again, byte for byte, until the
/// broker has acknowledged it, so that what was sent is what must be found.
/// </summary>
sealed class SteadyLoad : IAsyncDisposable
{
    /// <summary>A round: one message of every device, acknowledged before the next.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    readonly MqttClientOptions _options;
    readonly string[] _devices;
    readonly long _start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 3_600_000;
    readonly CancellationTokenSource _enough = new();
    readonly Task _sending;
    IMqttClient? _client;
    int _rounds;

    SteadyLoad(int port, (string User, string Password)? gateway, int devices)
    {
        var options = new MqttClientOptionsBuilder().WithTcpServer("localhost", port).WithClientId("gateway-of-the-test");
        _options = (gateway is var (user, password) ? options.WithCredentials(user, password) : options).Build();
        _devices = [.. Enumerable.Range(1, devices).Select(i => string.Create(CultureInfo.InvariantCulture, $"flow-{i}"))];
        _sending = Task.Run(RunAsync);
    }

    public IReadOnlyList<string> Devices => _devices;

    /// <summary>Messages of each device that the broker has acknowledged.</summary>
    public int Rounds => Volatile.Read(ref _rounds);

    /// <summary>Connections made after the first was lost.</summary>
    public int Reconnects { get; private set; }

    /// <summary>Times of every device's readings, oldest first.</summary>
    public IEnumerable<long> Times => Enumerable.Range(1, Rounds).Select(TimeOf);

    /// <param name="gateway">Null = at a broker that takes anybody.</param>
    public static SteadyLoad Start(int port, (string User, string Password)? gateway, int devices = 10) => new(port, gateway, devices);

    /// <summary>Finishes the round at hand: all that was sent is acknowledged.</summary>
    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await _sending.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _sending.WaitAsync(TimeSpan.FromSeconds(60)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client?.Dispose();
        _enough.Dispose();
    }

    async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Pause);
        while (!_enough.IsCancellationRequested)
        {
            var round = _rounds + 1;
            var waiting = _devices.ToList();
            while (waiting.Count > 0)
            {
                var answers = await Task.WhenAll(waiting.ConvertAll(device => TryPublishAsync(device, round)));
                waiting = [.. waiting.Where((_, i) => !answers[i])];
                await timer.WaitForNextTickAsync(CancellationToken.None);
                await ReconnectAsync(waiting.Count > 0);
            }

            Volatile.Write(ref _rounds, round);
        }
    }

    async Task ReconnectAsync(bool lost)
    {
        if (!lost)
        {
            return;
        }

        Reconnects += _client is null ? 0 : 1;
        _client?.Dispose();
        _client = new MqttClientFactory().CreateMqttClient();
        try
        {
            using var patience = new CancellationTokenSource(AnswerWithin);
            await _client.ConnectAsync(_options, patience.Token);
        }
        catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException)
        {
            // Away; the next round tries again.
        }
    }

    async Task<bool> TryPublishAsync(string device, int round)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic($"cityops/v1/air/{device}/readings").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithPayload(string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{TimeOf(round)}}},"seq":{{{round + 9}}},"m":{"pm10":{{{round % 40}}}}}""")).Build();
        try
        {
            using var patience = new CancellationTokenSource(AnswerWithin);
            return _client is { IsConnected: true } client && (await client.PublishAsync(message, patience.Token)).IsSuccess;
        }
        catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException or InvalidOperationException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Real time would not do: two rounds may fall into one millisecond after a pause.</summary>
    long TimeOf(int round) => _start + (round * 20L);
}
