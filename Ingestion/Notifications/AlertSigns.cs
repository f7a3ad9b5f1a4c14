using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using CityOps.Core.Alerts;
using CityOps.Core.Clocks;
using CityOps.Core.Live;
using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet.Protocol;

namespace CityOps.Ingestion.Notifications;

/// <summary>
/// Open alerts as retained messages for sirens and signs: one topic each, written anew when it changes, emptied when it is over. What a broker has kept of alerts that
/// are over is emptied after each connect. Like all of our topics a copy: whoever needs certainty asks the API.
/// </summary>
public sealed class AlertSigns(AlertLog log, MqttLink link, RegistryMirror registry, CitySettings settings, TimeProvider clock, ILogger<AlertSigns> logger) : BackgroundService
{
    /// <summary>Before the alert's id.</summary>
    public const string Prefix = Core.Wire.Topics.OursPrefix + "alerts/";

    /// <summary>Looks between two words that we are there.</summary>
    const int StatusEvery = 30;

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly Channel<string> _kept = Channel.CreateBounded<string>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly Dictionary<string, string> _shown = [];
    volatile bool _isFresh = true;
    long _change = -1;
    int _looks;

    public static string TopicOf(string alert) => Prefix + alert;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void OnChanged(long change) => _wake.Writer.TryWrite(true);
        void OnConnected()
        {
            _isFresh = true;
            _wake.Writer.TryWrite(true);
        }

        log.Changed += OnChanged;
        link.Connected += OnConnected;
        try
        {
            await link.SubscribeAsync(Prefix + "+", Hear, stoppingToken).ConfigureAwait(false);
            while (!stoppingToken.IsCancellationRequested)
            {
                await TryShowAsync(stoppingToken).ConfigureAwait(false);
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(_wake.Reader.WaitToReadAsync(pause.Token).AsTask(), Task.Delay(LookEvery, clock.Pace(), pause.Token)).ConfigureAwait(false);
                await pause.CancelAsync().ConfigureAwait(false);
                _wake.Reader.TryRead(out _);
            }
        }
        finally
        {
            log.Changed -= OnChanged;
            link.Connected -= OnConnected;
        }
    }

    /// <summary>What the broker has kept, and what we sent ourselves; the hint beside them is no object.</summary>
    void Hear(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > 0 && payload.Span[0] == (byte)'{' && JsonNode.Parse(payload.Span) is JsonObject sign && (string?)sign["id"] is { Length: > 0 and <= 64 } id && Identifiers.IsId(id))
        {
            _kept.Writer.TryWrite(id);
        }
    }

    async Task TryShowAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (link.IsConnected)
            {
                await ShowAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning("Signs wait: {Error}", e.Message);
        }
    }

    async Task ShowAsync(CancellationToken cancellationToken)
    {
        if (_looks++ % StatusEvery == 0)
        {
            // A last will of a connection that was cut may come after we are back.
            await link.PublishAsync(LiveTopics.WorkerStatus(settings.Broker.ClientId), "online"u8.ToArray(), retain: true, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken).ConfigureAwait(false);
        }

        var change = await log.LastChangeAsync(cancellationToken).ConfigureAwait(false);
        if (!_isFresh && change == _change && _kept.Reader.Count == 0)
        {
            return;
        }

        if (_isFresh)
        {
            _isFresh = false;
            _shown.Clear();
        }

        _change = change;

        var open = (await log.OpenAsync(cancellationToken).ConfigureAwait(false)).Where(alert => !alert.Historical).ToDictionary(alert => alert.Id);
        var over = _shown.Keys.Where(id => !open.ContainsKey(id)).ToHashSet();
        while (_kept.Reader.TryRead(out var kept))
        {
            if (!open.ContainsKey(kept))
            {
                over.Add(kept);
            }
        }

        foreach (var id in over)
        {
            await SendAsync(id, "", cancellationToken).ConfigureAwait(false);
        }

        foreach (var alert in open.Values)
        {
            if (Text(alert) is var text && _shown.GetValueOrDefault(alert.Id) != text)
            {
                await SendAsync(alert.Id, text, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What does not go out now goes with the next look.</summary>
    async Task SendAsync(string id, string text, CancellationToken cancellationToken)
    {
        if (!await link.PublishAsync(TopicOf(id), System.Text.Encoding.UTF8.GetBytes(text), retain: true, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken).ConfigureAwait(false))
        {
            _change = -1;
            return;
        }

        if (text.Length == 0)
        {
            _shown.Remove(id);
        }
        else
        {
            _shown[id] = text;
        }
    }

    string Text(Alert alert)
    {
        var name = alert.Station is { } id && registry.Current.Stations.TryGetValue(id, out var station) ? station.Name : null;
        var sentence = AlertSentence.Describe(alert with { Peak = alert.Value }, name, settings.TimeZone);
        return JsonSerializer.Serialize(
            new
            {
                alert.Id, severity = RuleWords.Severity(alert.Severity), ruleId = alert.Rule.Id, rule = alert.Rule.Name, alert.Domain, alert.District, alert.Station, name, raisedAt = Instants.ToRfc3339(alert.RaisedAt),
                acknowledged = alert.Acknowledged is not null, aside = alert.IsAside(clock.UnixMs()), drill = alert.IsDrill, sentence,
            },
            JsonSerializerOptions.Web);
    }
}
