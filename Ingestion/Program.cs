using CityOps.Ingestion;

return await IngestionProcess.RunAsync(args);
