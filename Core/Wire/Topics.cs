using CityOps.Core.Readings;

namespace CityOps.Core.Wire;

/// <summary>The topics of CityOps: <c>cityops/v1/{domain}/{device}/readings|status|commands</c>, and ours under <c>cityops/v1/_</c>.</summary>
public static class Topics
{
    public const string Root = "cityops/v1/";
    public const string ReadingsLeaf = "readings";
    public const string StatusLeaf = "status";
    public const string CommandsLeaf = "commands";

    /// <summary>Begins every topic of ours: hints, never the only copy.</summary>
    public const string OursPrefix = "cityops/v1/_";

    /// <summary>
    /// What a simulated city is told to let happen. In form the commands of a device, so it is in no ledger and in no quarantine; the
    /// domain means nothing.
    /// </summary>
    public const string CityOrders = "cityops/v1/traffic/simulated-city/commands";

    /// <summary>What the city answers to whoever asked there; the correlation data says to which question.</summary>
    public const string CityAnswers = "cityops/v1/traffic/simulated-city-answers/commands";

    public static string Readings(string domain, string device) => $"{Root}{domain}/{device}/{ReadingsLeaf}";

    public static string Status(string domain, string device) => $"{Root}{domain}/{device}/{StatusLeaf}";

    public static string Commands(string domain, string device) => $"{Root}{domain}/{device}/{CommandsLeaf}";

    /// <summary>
    /// What a topic is. Everything under <c>cityops/v1/</c> that is neither ours nor a well-formed status or commands topic is a data
    /// topic, so a misspelt one is counted instead of lost.
    /// </summary>
    public static TopicMatch Classify(string topic)
    {
        if (!topic.StartsWith(Root, StringComparison.Ordinal))
        {
            return new TopicMatch(TopicKind.Foreign);
        }

        var rest = topic.AsSpan(Root.Length);
        if (rest.StartsWith('_'))
        {
            return new TopicMatch(TopicKind.Ours);
        }

        var first = rest.IndexOf('/');
        var last = rest.LastIndexOf('/');
        if (last <= first || Domains.Find(rest[..first]) is not { } domain || !Identifiers.IsId(rest[(first + 1)..last]))
        {
            return new TopicMatch(TopicKind.BadTopic);
        }

        var kind = rest[(last + 1)..] switch
        {
            ReadingsLeaf => TopicKind.Readings,
            StatusLeaf => TopicKind.Status,
            CommandsLeaf => TopicKind.Commands,
            _ => TopicKind.BadTopic,
        };
        return kind == TopicKind.BadTopic ? new TopicMatch(kind) : new TopicMatch(kind, topic, domain, last - first - 1);
    }
}
