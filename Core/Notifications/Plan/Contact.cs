using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>Somebody who is told. Immutable.</summary>
public sealed record Contact
{
    /// <summary>The channel that needs <see cref="Email"/>.</summary>
    public const string EmailChannel = "email";

    /// <summary>The channel that needs <see cref="Phone"/>.</summary>
    public const string SmsChannel = "sms";

    public required string Id { get; init; }

    /// <summary>As it stands on the record when this person acknowledges.</summary>
    public required string Name { get; init; }

    /// <summary>User name of the person's account, who may then choose how to be told; null = none is known. Of two contacts never the same.</summary>
    public string? Account { get; init; }

    public string? Email { get; init; }

    /// <summary>In the form of E.164: <c>+38641123456</c>.</summary>
    public string? Phone { get; init; }

    /// <summary>Two letters: <c>sl</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "sl";

    /// <summary>How this person is reached, the first is preferred.</summary>
    public IReadOnlyList<ContactChannel> Channels { get; init; } = [];

    /// <summary>Hours in which nothing but a critical alert comes; the rest waits for their end. Null = none.</summary>
    public Schedule? Quiet { get; init; }

    /// <summary>The address on a channel; null = not to be reached there.</summary>
    public string? AddressOn(string channel) => channel switch
    {
        EmailChannel => Email,
        SmsChannel => Phone,
        _ => null,
    };
}

/// <summary>One way to reach a person.</summary>
/// <param name="From">The least severity it is used for.</param>
public sealed record ContactChannel(string Channel, Severity From);

/// <summary>People who are told together.</summary>
public sealed record ContactGroup(string Id, string Name, IReadOnlyList<string> Contacts);
