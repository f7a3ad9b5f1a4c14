namespace CityOps.Core.Wire;

/// <summary>What a topic is to us.</summary>
public enum TopicKind : byte
{
    /// <summary>Outside <c>cityops/v1/</c>: ignored unless another decoder claims it.</summary>
    Foreign,
    /// <summary><c>{known domain}/{valid id}/readings</c>.</summary>
    Readings,
    /// <summary><c>{known domain}/{valid id}/status</c>; not in the ledger.</summary>
    Status,
    /// <summary><c>{known domain}/{valid id}/commands</c>; not in the ledger.</summary>
    Commands,
    /// <summary><c>cityops/v1/_…</c>: hints between our own roles, refused to everyone else.</summary>
    Ours,
    /// <summary>A data topic that is none of the above: in the ledger, rejected.</summary>
    BadTopic,
}
