using System.Globalization;
using CityOps.Tests.Support;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Tests.EndToEnd;

/// <summary>A device that counts its messages, remembers which ones were acknowledged, and sends the others again.</summary>
sealed class KillLoad(string device, long start)
{
    const int AtOnce = 50;
    const int FirstSeq = 10;
    static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    readonly SortedSet<int> _unanswered = [];
    readonly HashSet<int> _acknowledged = [];
    int _next = FirstSeq;

    public string Device => device;

    /// <summary>Times of the readings whose message was acknowledged.</summary>
    public IEnumerable<long> Acknowledged => _acknowledged.Order().Select(TimeOf);

    public int Answers { get; private set; }

    public int Unanswered => _unanswered.Count;

    public int Sent => _next - FirstSeq;

    /// <summary>What was not answered first, then new messages, until they are enough or the process is gone.</summary>
    public async Task RunAsync(CityProcess city, int fresh)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("localhost", city.MqttPort).WithClientId(device).Build());
        var end = _next + fresh;
        while (_unanswered.Count > 0 || _next < end)
        {
            while (_unanswered.Count < AtOnce && _next < end)
            {
                _unanswered.Add(_next++);
            }

            var batch = _unanswered.Take(AtOnce).ToList();
            var answers = await Task.WhenAll(batch.Select(seq => TryPublishAsync(client, seq)));
            for (var i = 0; i < batch.Count; i++)
            {
                if (answers[i])
                {
                    Answers++;
                    _unanswered.Remove(batch[i]);
                    _acknowledged.Add(batch[i]);
                }
            }

            if (!answers.All(answered => answered))
            {
                return;
            }
        }
    }

    async Task<bool> TryPublishAsync(IMqttClient client, int seq)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic($"cityops/v1/air/{device}/readings").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithPayload(string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{TimeOf(seq)}}},"seq":{{{seq}}},"m":{"pm10":{{{seq % 40}}}}}""")).Build();
        try
        {
            using var patience = new CancellationTokenSource(AnswerWithin);
            return (await client.PublishAsync(message, patience.Token)).IsSuccess;
        }
        catch (Exception e) when (e is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException or InvalidOperationException or ObjectDisposedException)
        {
            return false;
        }
    }

    long TimeOf(int seq) => start + (seq * 10L);
}
