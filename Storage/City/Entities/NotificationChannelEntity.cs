namespace CityOps.Storage.City.Entities;

/// <summary>A way out as the process that sends has it, and how it does. Instants are Unix ms.</summary>
sealed class NotificationChannelEntity
{
    public required string Name { get; init; }
    public required bool Personal { get; set; }
    public long? SentAt { get; set; }

    /// <summary>Null while the last try worked.</summary>
    public long? FailingSince { get; set; }

    public string? Error { get; set; }

    public NotificationChannel ToChannel() => new(Name, Personal, SentAt, FailingSince, Error);
}

/// <summary>Bytes that only this city knows, made at its first start.</summary>
sealed class SecretEntity
{
    public required string Name { get; init; }
    public required byte[] Bytes { get; init; }
}
