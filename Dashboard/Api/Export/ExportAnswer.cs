namespace CityOps.Dashboard.Api.Export;

/// <summary>A file on its way to the client, as fast as the client takes it.</summary>
/// <param name="pieces">Standing at the first piece, so that until then a mistake can be an answer of its own.</param>
sealed class ExportAnswer(IAsyncEnumerator<ReadOnlyMemory<byte>> pieces, string fileName, ILogger log) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename={fileName}";
        try
        {
            await using (pieces)
            {
                do
                {
                    await response.Body.WriteAsync(pieces.Current, httpContext.RequestAborted);
                }
                while (await pieces.MoveNextAsync());
            }
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client is gone, and with it whoever could be told.
        }
        catch (Exception e)
        {
            // 200 was said long ago: only a connection that breaks keeps the client from taking what it has for a whole file.
            log.LogWarning("The export {FileName} broke off: {Why}", fileName, e.Message);
            httpContext.Abort();
        }
    }
}
