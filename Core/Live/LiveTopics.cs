using CityOps.Core.Wire;

namespace CityOps.Core.Live;

/// <summary>
/// Topics between our own roles. What goes over them is a hint, never the only copy: a message that is lost costs seconds,
/// never data.
/// </summary>
public static class LiveTopics
{
    /// <summary>Ingestion to dashboards: value frames, see <see cref="LiveFrameCodec"/>.</summary>
    public const string Values = Topics.OursPrefix + "live/values";

    /// <summary>A dashboard asks for a key frame. No payload.</summary>
    public const string Hello = Topics.OursPrefix + "live/hello";

    /// <summary>The alert log has moved; the payload is its highest change number in decimal digits.</summary>
    public const string AlertsChanged = Topics.OursPrefix + "alerts/changed";

    /// <summary>Retained <c>online</c> or <c>offline</c> of an ingestion worker, the latter also by its last will.</summary>
    /// <param name="worker">Its client id at the broker.</param>
    public static string WorkerStatus(string worker) => Topics.OursPrefix + "status/" + worker;

    /// <summary>Registry, rules or settings have moved: read them again. No payload.</summary>
    public const string Config = Topics.OursPrefix + "config";
}
